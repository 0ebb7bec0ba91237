using Microsoft.Extensions.Logging;
using ProgressHub.Execution;
using ProgressHub.Reporting;

namespace ProgressHub;

/// <summary>What a running attempt knows of its job, and how it speaks to those who watch.</summary>
public sealed class JobContext
{
    private readonly JobCounters _counters;
    private int _stopReason;

    internal JobContext(JobSnapshot claimed, JobReporter reporter, JobCounters counters, JobCheckpoint checkpoint)
    {
        (Claimed, Progress, _counters, Saved) = (claimed, reporter, counters, checkpoint);
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

    /// <summary>What the attempt logs.</summary>
    internal JobLog Lines { get => field ??= new JobLog(Claimed, TimeProvider.System); init; }

    internal JobCheckpoint Saved { get; }

    /// <summary>Where its children go; null where the attempt runs alone, as in a test.</summary>
    internal IJobQueue? Queue { get; init; }

    /// <summary>A named count, shown with the job; made at the first call. At most 32 are shown.</summary>
    /// <param name="name">Up to 64 bytes of UTF-8.</param>
    public JobCounter Counter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _counters.Get(name);
    }

    /// <summary>Adds a line to the job's log. Any thread may log at any rate: it waits for nothing and never throws. Where lines come faster than they can be stored the oldest that wait are dropped, and a line in their place says how many.</summary>
    /// <remarks>What the job and its services write to an <see cref="ILogger"/> comes into the log by itself, from <see cref="JobsOptions.LogLevel"/> on.</remarks>
    /// <param name="level">How grave it is; <see cref="LogLevel.None"/> adds nothing.</param>
    /// <param name="message">Up to 4 KiB of UTF-8; a longer one is cut, and a space stands for each control character.</param>
    public void Log(LogLevel level, string message) => Lines.Add(level, message);

    /// <summary>Passes items through and counts them, with the total where the source knows it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null to ask the source.</param>
    /// <param name="unit">What is counted.</param>
    public IEnumerable<T> Track<T>(IEnumerable<T> items, long? total = null, string unit = "items") => Progress.Track(items, total, unit);

    /// <summary>Passes items through and counts them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null while unknown.</param>
    /// <param name="unit">What is counted.</param>
    public IAsyncEnumerable<T> Track<T>(IAsyncEnumerable<T> items, long? total = null, string unit = "items") => Progress.Track(items, total, unit);

    /// <summary>Passes a stream through and counts the bytes read or written, of its length where it has one. Disposing the answer disposes the stream.</summary>
    public Stream TrackStream(Stream stream) => Progress.TrackStream(stream);

    /// <summary>Remembers where the work stands, so that the next attempt can carry on from there. Stored within a second, or with the attempt's end; forgotten when the job succeeds.</summary>
    /// <param name="value">A place to go on from, up to 64 KiB of JSON (<c>Limits:CheckpointBytes</c>).</param>
    /// <exception cref="ArgumentException">It is larger.</exception>
    public void SaveCheckpoint<T>(T value) => Saved.Save(value);

    /// <summary>What was saved last, by this attempt or one before; null if nothing was.</summary>
    /// <exception cref="System.Text.Json.JsonException">What was saved is no <typeparamref name="T"/>.</exception>
    public T? Checkpoint<T>() where T : class => Saved.TryRead<T>(out var value) ? value : null;

    /// <summary>What was saved last, for values such as numbers; false if nothing was.</summary>
    /// <exception cref="System.Text.Json.JsonException">What was saved is no <typeparamref name="T"/>.</exception>
    public bool TryGetCheckpoint<T>(out T? value) => Saved.TryRead(out value);

    /// <summary>Stores a child of this job; it is committed when the task completes. The job is final only once all its children are, and holds no slot while it waits for them.</summary>
    /// <exception cref="JobRefusedException">The arguments or the options are not as they should be, the tree would be deeper than 8, or another attempt holds this job.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take it now; nothing was kept.</exception>
    public async Task<JobId> EnqueueChildAsync<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? options = null, CancellationToken ct = default) =>
        (await EnqueueChildrenAsync(kind, [args], options, ct))[0];

    /// <summary>Stores a child of a kind known by name; it is committed when the task completes.</summary>
    /// <exception cref="JobRefusedException">As for a child of a typed kind, or there is no such kind.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take it now; nothing was kept.</exception>
    public async Task<JobId> EnqueueChildAsync(string kind, object args, EnqueueOptions? options = null, CancellationToken ct = default) =>
        (await EnqueueChildrenAsync(kind, [args], options, ct))[0];

    /// <summary>Stores children of this job, all or none; they are committed together when the task completes.</summary>
    /// <returns>Their ids, in the order of <paramref name="args"/>.</returns>
    /// <exception cref="JobRefusedException">As for one child; the member at fault begins with <c>jobs[17]</c>.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take them now; nothing was kept.</exception>
    public Task<IReadOnlyList<JobId>> EnqueueChildrenAsync<TArgs>(JobKind<TArgs> kind, IEnumerable<TArgs> args, EnqueueOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        return EnqueueChildrenAsync((batch, child) =>
        {
            foreach (var arg in args)
            {
                batch.Add(kind, arg, child);
            }
        }, options, ct);
    }

    /// <summary>Stores children of a kind known by name, all or none; they are committed together when the task completes.</summary>
    /// <returns>Their ids, in the order of <paramref name="args"/>.</returns>
    /// <exception cref="JobRefusedException">As for one child; the member at fault begins with <c>jobs[17]</c>.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take them now; nothing was kept.</exception>
    public Task<IReadOnlyList<JobId>> EnqueueChildrenAsync(string kind, IEnumerable<object> args, EnqueueOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        return EnqueueChildrenAsync((batch, child) =>
        {
            foreach (var arg in args)
            {
                batch.Add(kind, arg, child);
            }
        }, options, ct);
    }

    private Task<IReadOnlyList<JobId>> EnqueueChildrenAsync(Action<JobBatch, EnqueueOptions> fill, EnqueueOptions? options, CancellationToken ct)
    {
        var queue = Queue ?? throw new InvalidOperationException("This attempt runs without a queue, so it has no children. Run it in a host with AddProgressHub.");
        var child = (options ?? new()) with { ParentId = Id, ParentEpoch = Jobs.JobVersion.Epoch(Claimed.Version) };
        return queue.EnqueueManyAsync(batch => fill(batch, child), ct);
    }

    internal bool TryStop(StopReason reason) =>
        Interlocked.CompareExchange(ref _stopReason, (int)reason, (int)StopReason.None) == (int)StopReason.None;
}
