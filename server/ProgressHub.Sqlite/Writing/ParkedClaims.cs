using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Claims that found nothing and wait with the writer, first come first served. Only the writer's thread uses it; the timer only wakes that thread.</summary>
internal sealed class ParkedClaims : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly List<ClaimOperation> _parked = [];

    // Claims of the transaction at hand, which a job stored later in it may serve.
    private readonly List<ClaimOperation> _joining = [];

    private DateTimeOffset? _nextDueAt;

    // Who is answered with nothing has had the last look: both go by the same moment.
    private long _lookedAt;
    private bool _timerIsSet;

    public ParkedClaims(TimeProvider time, Action wake)
    {
        _time = time;
        _timer = time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Joining(ClaimOperation claim) => _joining.Add(claim);

    public void Add(ClaimOperation claim) => _parked.Add(claim);

    public bool Remove(ClaimOperation claim) => _parked.Remove(claim);

    /// <summary>Serves, within the transaction, whoever it has brought jobs for; whose wait is over gets a last look, since another process may have stored jobs.</summary>
    public void Serve(WriteSession session)
    {
        var now = _lookedAt = _time.MonotonicMs();
        var due = _nextDueAt <= session.Now;
        foreach (var claim in _parked)
        {
            if (due || claim.EndsAt <= now || session.HasNews(claim.Request.Kinds))
            {
                claim.Try(session);
            }
        }

        foreach (var claim in _joining)
        {
            if (claim.Answer is null && session.HasNews(claim.Request.Kinds))
            {
                claim.Try(session);
            }
        }

        if (_parked.Count + _joining.Count > 0 && (due || session.ScheduleChanged || _joining.Count > 0))
        {
            _nextDueAt = session.Jobs.NextDue();
            session.ScheduleChanged = false;
        }
    }

    /// <summary>After the commit: answers those that were served or have waited long enough.</summary>
    public void Settle()
    {
        _joining.Clear();
        if (_parked.Count == 0)
        {
            return;
        }

        _parked.RemoveAll(claim =>
        {
            var answer = claim.Answer ?? (claim.EndsAt <= _lookedAt ? ClaimAnswer.Empty : null);
            return answer is not null && (claim.TrySetResult(answer) || true);
        });
    }

    /// <summary>After a rollback: nobody was served.</summary>
    public void Forget()
    {
        _joining.Clear();
        _lookedAt = _time.MonotonicMs();
        _parked.ForEach(claim => claim.Forget());
        // Due jobs may have been queued in vain: the next look shall find them.
        _nextDueAt = DateTimeOffset.MinValue;
    }

    /// <summary>Sets the timer to whatever comes first: the end of a wait, or a scheduled job's time, but not before <paramref name="rest"/>.</summary>
    public void SetTimer(TimeSpan rest)
    {
        if (_parked.Count == 0)
        {
            if (_timerIsSet)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timerIsSet = false;
            }

            return;
        }

        var wait = TimeSpan.FromMilliseconds(_parked.Min(c => c.EndsAt) - _time.MonotonicMs());
        if (_nextDueAt - _time.GetUtcNow() is { } untilDue && untilDue < wait)
        {
            wait = untilDue;
        }

        _timer.Change(wait < rest ? rest : wait > LongestTimer ? LongestTimer : wait, Timeout.InfiniteTimeSpan);
        _timerIsSet = true;
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var claim in _parked)
        {
            claim.TrySetResult(ClaimAnswer.Empty);
        }

        _parked.Clear();
    }
}
