using ProgressHub.Benchmarks.Measuring;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>Counts what healthy watchers get, how old it is and how long they got nothing.</summary>
internal sealed class Tally : ISink
{
    private readonly Histogram _latency = new();
    private readonly Histogram _gaps = new();
    private long _jobs;
    private long _groups;
    private long _resyncs;
    private long _newest;

    /// <summary>The newest `done` that any watcher has seen.</summary>
    public long Newest => Interlocked.Read(ref _newest);

    public void Take(Watcher watcher, ReadOnlySpan<byte> message)
    {
        if (message.StartsWith(HubWords.JobsChanged))
        {
            TakeJobs(watcher, message[HubWords.JobsChanged.Length..]);
        }
        else if (message.StartsWith(HubWords.GroupsChanged))
        {
            Interlocked.Increment(ref _groups);
        }
        else if (message.StartsWith(HubWords.Resync))
        {
            Interlocked.Increment(ref _resyncs);
        }
    }

    public void AddGap(Watcher watcher, long now)
    {
        if (watcher.LastAt != 0)
        {
            _gaps.Add(Stopwatch.GetElapsedTime(watcher.LastAt, now));
        }

        watcher.LastAt = now;
    }

    public void Clear()
    {
        _latency.Clear();
        _gaps.Clear();
        (_jobs, _groups, _resyncs, _newest) = (0, 0, 0, 0);
    }

    public TallyAnswer Read() => new(
        _jobs, _groups, _resyncs, _newest,
        _latency.Percentile(0.5), _latency.Percentile(0.99), _latency.Max, _gaps.Count == 0 ? double.NaN : _gaps.Max);

    private void TakeJobs(Watcher watcher, ReadOnlySpan<byte> rest)
    {
        Interlocked.Increment(ref _jobs);
        var now = Stopwatch.GetTimestamp();
        AddGap(watcher, now);
        // A state change repeats the last report; it is not news of it.
        if (HubWords.NextNumber(ref rest, "\"done\":"u8) is { } stamp && stamp != watcher.LastStamp)
        {
            watcher.LastStamp = stamp;
            Interlocked.Exchange(ref _newest, stamp);
            _latency.Add(Stopwatch.GetElapsedTime(stamp, now));
        }
    }
}

/// <summary>What the healthy watchers got since the last reset; times in milliseconds.</summary>
/// <param name="Jobs">Messages about jobs.</param>
/// <param name="Groups">Messages about roll-ups.</param>
/// <param name="Resyncs">Told to read afresh.</param>
/// <param name="Newest">The newest `done` seen.</param>
/// <param name="P50">Report to client.</param>
/// <param name="P99">Report to client.</param>
/// <param name="Max">Report to client.</param>
/// <param name="LongestGap">Between two messages about jobs at one watcher.</param>
internal sealed record TallyAnswer(long Jobs, long Groups, long Resyncs, long Newest, double P50, double P99, double Max, double LongestGap);
