namespace ProgressHub.Storage;

/// <summary>What a worker can take.</summary>
public sealed record ClaimRequest
{
    /// <summary>The node's name, shown with the job.</summary>
    public required string Node { get; init; }

    /// <summary>The kinds it runs; other kinds stay queued.</summary>
    public required IReadOnlyList<KindDemand> Kinds { get; init; }

    /// <summary>How many jobs in all; at least 1.</summary>
    public required int Max { get; init; }

    /// <summary>How long the lease lasts without a renewal.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>How long to wait for a first job.</summary>
    public required TimeSpan MaxWait { get; init; }
}

/// <summary>How many jobs of one kind a worker can take.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Max">At most so many.</param>
/// <param name="Limit">How many jobs of the kind may run at the same time, of all that were claimed with a limit; null for no limit.</param>
public sealed record KindDemand(string Kind, int Max, int? Limit = null);
