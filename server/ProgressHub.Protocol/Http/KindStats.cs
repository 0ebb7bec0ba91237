namespace ProgressHub;

/// <summary>How the jobs of one kind stand.</summary>
public sealed record KindStats
{
    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the process that answered knows the kind; one that nobody knows stays queued.</summary>
    public bool Known { get; init; }

    /// <summary>Jobs by state; states without a job are absent.</summary>
    public required IReadOnlyDictionary<string, long> ByState { get; init; }

    /// <summary>Seconds that an attempt usually takes: the median of the last 20 that succeeded, in any group; absent before the first.</summary>
    public double? UsualSeconds { get; init; }

    /// <summary>When the oldest job of the kind that is queued now was submitted; absent while none is queued, or where it takes too long to know.</summary>
    public DateTimeOffset? OldestQueuedAt { get; init; }
}
