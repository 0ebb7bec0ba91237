using ProgressHub.Storage.Counting;

namespace ProgressHub.Storage.Memory;

/// <summary>The numbers of the store in memory. Not safe for threads by itself.</summary>
internal sealed class MemoryStats
{
    private readonly JobTally _tally = new();
    private readonly OldestQueued _queued = new();
    private long _oldestMinute;

    public void Note(in JobMove move, DateTimeOffset now)
    {
        _tally.Note(move);
        _queued.Note(move);
        if (move.To is null)
        {
            ForgetEmpty(move.Job);
        }

        if (MinuteKey.Oldest(now) is var oldest && oldest != _oldestMinute)
        {
            _oldestMinute = oldest;
            ForgetOld();
        }
    }

    /// <summary>How many final jobs each kind has.</summary>
    public IEnumerable<(string Kind, long Count)> Final =>
        _tally.Counts.Where(cell => cell.Key.Group == CountKey.Everywhere).Select(cell => (cell.Key.Kind, cell.Value.Final));

    public JobStats Read(StatsScope scope, DateTimeOffset now)
    {
        var sum = new StatsSum(now);
        var group = scope.Group?.Value ?? CountKey.Everywhere;
        foreach (var (key, counts) in _tally.Counts.Where(cell => IsIn(scope, group, cell.Key.Group, cell.Key.Kind)))
        {
            sum.AddKind(key.Kind, counts, _tally.Durations.GetValueOrDefault(key.Kind), _queued.Find(key));
        }

        foreach (var (kind, durations) in _tally.Durations.Where(cell => IsIn(scope, group, CountKey.Everywhere, cell.Key)))
        {
            if (!_tally.Counts.ContainsKey(new CountKey(CountKey.Everywhere, kind)))
            {
                sum.AddKind(kind, new StateCounts(), durations, null);
            }
        }

        var (oldest, newest) = (MinuteKey.Oldest(now), MinuteKey.Of(now));
        foreach (var (key, ends) in _tally.Ends.Where(cell => IsIn(scope, group, cell.Key.Group, cell.Key.Kind) && cell.Key.Minute >= oldest && cell.Key.Minute <= newest))
        {
            sum.AddMinute(key.Minute, ends);
        }

        return sum.ToStats();
    }

    private static bool IsIn(StatsScope scope, string wanted, string group, string kind) =>
        group == wanted && (scope.Kind is null || scope.Kind == kind);

    private void ForgetEmpty(JobSnapshot removed)
    {
        foreach (var group in removed.Groups.Select(group => group.Value).Prepend(CountKey.Everywhere))
        {
            var key = new CountKey(group, removed.Kind);
            if (_tally.Counts.TryGetValue(key, out var counts) && counts.IsZero)
            {
                _tally.Counts.Remove(key);
            }
        }
    }

    private void ForgetOld()
    {
        foreach (var (key, _) in _tally.Ends.Where(cell => cell.Key.Minute < _oldestMinute).ToArray())
        {
            _tally.Ends.Remove(key);
        }
    }
}
