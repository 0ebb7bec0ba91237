namespace ProgressHub;

/// <summary>The answer to <c>GET /api/stats</c>: how the jobs of the store, of one kind or of one group stand, and how many ended of late.</summary>
public sealed record JobStats
{
    /// <summary>When this was read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Jobs by state; states without a job are absent.</summary>
    public required IReadOnlyDictionary<string, long> ByState { get; init; }

    /// <summary>When the oldest job that is queued now was submitted; absent while none is queued, or where it takes too long to know.</summary>
    public DateTimeOffset? OldestQueuedAt { get; init; }

    /// <summary>The ends of this minute and the 59 before it, oldest first; minutes without an end are absent.</summary>
    public required IReadOnlyList<MinuteStats> Minutes { get; init; }

    /// <summary>The same by kind, in the order of their names.</summary>
    public required IReadOnlyList<KindStats> Kinds { get; init; }
}
