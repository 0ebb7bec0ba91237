namespace ProgressHub;

/// <summary>How a job is to be run. A record, so that a common set is made once and varied by <c>with</c>.</summary>
public sealed record EnqueueOptions
{
    /// <summary>The groups it belongs to; up to 16.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>Higher runs first, -1,000 to 1,000; 0 by default.</summary>
    public int Priority { get; init; }

    /// <summary>1 to 100; the kind's setting by default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long to wait before it may start; at once by default.</summary>
    public TimeSpan? Delay { get; init; }
}
