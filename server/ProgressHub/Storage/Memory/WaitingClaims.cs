namespace ProgressHub.Storage.Memory;

/// <summary>The claims that found nothing, first come first served, and the one timer that wakes them. Used under the store's lock.</summary>
internal sealed class WaitingClaims : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly LinkedList<WaitingClaim> _claims = [];

    public WaitingClaims(TimeProvider time, Action wake)
    {
        _time = time;
        _timer = time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(WaitingClaim claim) => _claims.AddLast(claim);

    /// <summary>Waits for the claim, which leaves the list, under the store's lock, when the token fires.</summary>
    public async Task<ClaimAnswer> WaitAsync(WaitingClaim claim, Lock gate, CancellationToken ct)
    {
        using var registration = ct.UnsafeRegister(_ =>
        {
            lock (gate)
            {
                // Who is no longer in the list has been served: a claimed job is delivered, not dropped.
                if (_claims.Remove(claim))
                {
                    claim.SetCanceled(ct);
                }
            }
        }, null);
        return await claim.Task;
    }

    /// <summary>Answers those that can be served or have waited long enough.</summary>
    public void Serve(Func<ClaimRequest, ClaimAnswer> take)
    {
        var now = _time.MonotonicMs();
        for (var node = _claims.First; node is not null;)
        {
            var (claim, next) = (node.Value, node.Next);
            var answer = take(claim.Request);
            if (answer.Jobs.Count + answer.Promoted.Count > 0 || claim.EndsAt <= now)
            {
                _claims.Remove(node);
                claim.SetResult(answer);
            }

            node = next;
        }
    }

    /// <summary>Sets the timer to whatever comes first: the end of a wait, or a scheduled job's time.</summary>
    public void SetTimer(DateTimeOffset? nextDueAt)
    {
        if (_claims.Count == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = TimeSpan.FromMilliseconds(_claims.Min(c => c.EndsAt) - _time.MonotonicMs());
        if (nextDueAt - _time.GetUtcNow() is { } untilDue && untilDue < wait)
        {
            wait = untilDue;
        }

        // Timers count whole milliseconds and may come early: at least one, or the wake-up would spin.
        wait = wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait > LongestTimer ? LongestTimer : wait;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        foreach (var claim in _claims)
        {
            claim.SetResult(ClaimAnswer.Empty);
        }

        _claims.Clear();
        _timer.Dispose();
    }
}
