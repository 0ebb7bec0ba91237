namespace ProgressHub.Storage.Counting;

/// <summary>Puts an answer together from the numbers a store keeps.</summary>
internal sealed class StatsSum(DateTimeOffset now)
{
    private readonly StateCounts _total = new();
    private readonly List<KindStats> _kinds = [];
    private readonly SortedDictionary<long, EndCounts> _minutes = [];
    private DateTimeOffset? _oldestQueuedAt;

    public void AddKind(string kind, StateCounts counts, RecentDurations? durations, DateTimeOffset? oldestQueuedAt)
    {
        _total.Add(counts);
        if (_oldestQueuedAt is null || oldestQueuedAt < _oldestQueuedAt)
        {
            _oldestQueuedAt = oldestQueuedAt;
        }

        _kinds.Add(new KindStats
        {
            Kind = kind,
            ByState = counts.ToByState(),
            UsualSeconds = durations?.Median(),
            OldestQueuedAt = oldestQueuedAt,
        });
    }

    public void AddMinute(long minute, EndCounts ends) => _minutes[minute] = _minutes.GetValueOrDefault(minute) + ends;

    public JobStats ToStats() => new()
    {
        AsOf = now,
        ByState = _total.ToByState(),
        OldestQueuedAt = _oldestQueuedAt,
        Minutes = [.. _minutes.Select(minute => new MinuteStats(MinuteKey.Start(minute.Key), minute.Value.Succeeded, minute.Value.Failed, minute.Value.Canceled))],
        Kinds = [.. _kinds.OrderBy(kind => kind.Kind, StringComparer.Ordinal)],
    };
}
