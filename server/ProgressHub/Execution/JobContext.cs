using ProgressHub.Reporting;

namespace ProgressHub;

/// <summary>What a running attempt knows of its job, and how it speaks to those who watch.</summary>
public sealed class JobContext
{
    private readonly JobCounters _counters;
    private int _stopReason;

    internal JobContext(JobSnapshot claimed, JobReporter reporter, JobCounters counters)
    {
        (Claimed, Progress, _counters) = (claimed, reporter, counters);
    }

    /// <summary>The job.</summary>
    public JobId Id => Claimed.Id;

    /// <summary>Its kind.</summary>
    public string Kind => Claimed.Kind;

    /// <summary>Its groups.</summary>
    public IReadOnlyList<GroupName> Groups => Claimed.Groups;

    /// <summary>This attempt, from 1.</summary>
    public int Attempt => Claimed.Attempt;

    /// <summary>How many attempts there may be.</summary>
    public int MaxAttempts => Claimed.MaxAttempts;

    /// <summary>Where to say how far the job is.</summary>
    public JobReporter Progress { get; }

    /// <summary>Why the attempt's token fired; <see cref="StopReason.None"/> while it did not.</summary>
    public StopReason StopReason => (StopReason)Volatile.Read(ref _stopReason);

    internal JobSnapshot Claimed { get; }

    /// <summary>A named count, shown with the job; made at the first call. At most 32 are shown.</summary>
    /// <param name="name">Up to 64 bytes of UTF-8.</param>
    public JobCounter Counter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _counters.Get(name);
    }

    /// <summary>Passes items through and counts them, with the total where the source knows it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null to ask the source.</param>
    /// <param name="unit">What is counted.</param>
    public IEnumerable<T> Track<T>(IEnumerable<T> items, long? total = null, string unit = "items")
    {
        ArgumentNullException.ThrowIfNull(items);
        total ??= items.TryGetNonEnumeratedCount(out var count) ? count : null;
        return Pass(items, total, unit);
    }

    /// <summary>Passes items through and counts them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null while unknown.</param>
    /// <param name="unit">What is counted.</param>
    public IAsyncEnumerable<T> Track<T>(IAsyncEnumerable<T> items, long? total = null, string unit = "items")
    {
        ArgumentNullException.ThrowIfNull(items);
        return Pass(items, total, unit);
    }

    /// <summary>Passes a stream through and counts the bytes read or written, of its length where it has one. Disposing the answer disposes the stream.</summary>
    public Stream TrackStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new TrackedStream(stream, Progress);
    }

    internal bool TryStop(StopReason reason) =>
        Interlocked.CompareExchange(ref _stopReason, (int)reason, (int)StopReason.None) == (int)StopReason.None;

    private IEnumerable<T> Pass<T>(IEnumerable<T> items, long? total, string unit)
    {
        var done = 0L;
        Progress.Report(done, total, unit);
        foreach (var item in items)
        {
            yield return item;
            Progress.Report(++done);
        }
    }

    private async IAsyncEnumerable<T> Pass<T>(
        IAsyncEnumerable<T> items, long? total, string unit,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        var done = 0L;
        Progress.Report(done, total, unit);
        await foreach (var item in items.WithCancellation(ct))
        {
            yield return item;
            Progress.Report(++done);
        }
    }
}
