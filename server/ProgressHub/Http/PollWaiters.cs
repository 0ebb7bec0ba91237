using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Publishing;

namespace ProgressHub.Http;

/// <summary>The polls that wait, and the submits that wait for an end. Each is a member of its job's audience and holds no thread.</summary>
internal sealed class PollWaiters
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Waiter, bool> _waiters = new();
    private readonly LiveJobs _live;
    private readonly AudienceTable _audiences;
    private readonly TimeProvider _time;
    private readonly int _max;
    private readonly CancellationToken _stopping;
    private int _count;

    public PollWaiters(LiveJobs live, AudienceTable audiences, IHostApplicationLifetime lifetime, IOptions<ProgressHubOptions> options, TimeProvider time)
    {
        (_live, _audiences, _time, _max) = (live, audiences, time, options.Value.Poll.MaxWaiters);
        // A waiting poll would hold the server's stop until its own deadline.
        _stopping = lifetime.ApplicationStopping;
        _stopping.Register(GiveUpAll);
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>The first snapshot newer than <paramref name="after"/>, or what there is when the wait is over; null if there is no such job.</summary>
    /// <exception cref="ProblemException">Too many polls wait already.</exception>
    public ValueTask<JobSnapshot?> WaitAsync(JobId id, long after, TimeSpan wait, CancellationToken ct) => TryEnter()
        ? WaitAsync(new Waiter(id, after), wait, ct)
        : throw new ProblemException(Problem.TooManyWaiters, $"{_max} polls wait already.") { RetryAfter = RetryAfter };

    /// <summary>The final snapshot, or what there is when the wait is over; null if there is no such job, or too many polls wait already.</summary>
    public ValueTask<JobSnapshot?> WaitForEndAsync(JobId id, TimeSpan wait, CancellationToken ct) => TryEnter()
        ? WaitAsync(new Waiter(id, after: 0, untilFinal: true), wait, ct)
        : default;

    private bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= _max)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    private async ValueTask<JobSnapshot?> WaitAsync(Waiter waiter, TimeSpan wait, CancellationToken ct)
    {
        var audience = AudienceNames.OfJob(waiter.Id);
        _waiters.TryAdd(waiter, true);
        _audiences.Join(audience, waiter);
        if (_stopping.IsCancellationRequested)
        {
            waiter.GiveUp();
        }

        try
        {
            // Joined, then read: what changed before the join is here, what changes after it is offered.
            var now = await _live.ReadAsync(waiter.Id, ct);
            return now is null || waiter.IsNews(now)
                ? now
                : await waiter.News.WaitAsync(wait, _time, ct) ?? await _live.ReadAsync(waiter.Id, ct);
        }
        catch (TimeoutException)
        {
            return await _live.ReadAsync(waiter.Id, ct);
        }
        finally
        {
            _audiences.Leave(audience, waiter);
            _waiters.TryRemove(waiter, out _);
            Interlocked.Decrement(ref _count);
        }
    }

    private void GiveUpAll()
    {
        foreach (var (waiter, _) in _waiters)
        {
            waiter.GiveUp();
        }
    }
}
