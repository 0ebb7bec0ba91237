using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Claims that found nothing and wait, first come first served. They look again when this node has stored a job for them, when another node gives a hint, when a scheduled job is due, and once a second anyway.</summary>
internal sealed class ParkedClaims : IDisposable
{
    private const int PollMs = 1000;

    private readonly Lock _gate = new();
    private readonly List<ClaimCall> _parked = [];
    private readonly TimeProvider _time;
    private readonly Action<ClaimCall> _again;
    private readonly Func<string[], Task<bool>> _anyJobs;
    private readonly ITimer _timer;
    private long _news;
    private long _pollAt;
    private long? _dueAt;
    private bool _closed;

    /// <summary>Claims that shall look again go to <paramref name="again"/>; once a second <paramref name="anyJobs"/> tells whether there is a reason to, which is one small query.</summary>
    public ParkedClaims(TimeProvider time, Action<ClaimCall> again, Func<string[], Task<bool>> anyJobs)
    {
        (_time, _again, _anyJobs) = (time, again, anyJobs);
        _timer = time.CreateTimer(_ => LookAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How often there was something new.</summary>
    public long News => Interlocked.Read(ref _news);

    /// <summary>Parks a claim, or answers it where its wait is over.</summary>
    public void Add(ClaimCall claim)
    {
        lock (_gate)
        {
            if (_closed || claim.EndsAt <= _time.MonotonicMs())
            {
                claim.TrySetResult(ClaimAnswer.Empty);
                return;
            }

            if (claim.LookedAt == _news)
            {
                _parked.Add(claim);
                SetTimer();
                return;
            }
        }

        // Something was committed that it cannot have seen.
        _again(claim);
    }

    public bool Remove(ClaimCall claim)
    {
        lock (_gate)
        {
            return _parked.Remove(claim);
        }
    }

    /// <summary>Takes out those that want one of these kinds, to be served by the transaction that brings it.</summary>
    public List<ClaimCall> Take(Func<ClaimCall, bool> wanted)
    {
        lock (_gate)
        {
            if (_parked.Count == 0)
            {
                return [];
            }

            var taken = _parked.FindAll(claim => wanted(claim));
            _parked.RemoveAll(taken.Contains);
            return taken;
        }
    }

    /// <summary>A commit has brought something: whoever looked before it looks again.</summary>
    public void Tell(Func<ClaimCall, bool> wanted)
    {
        Interlocked.Increment(ref _news);
        Take(wanted).ForEach(_again);
    }

    /// <summary>Lets all of them look again.</summary>
    public void TellAll() => Tell(_ => true);

    /// <summary>The next scheduled job is due then.</summary>
    public void NoteDue(DateTimeOffset? at)
    {
        if (at is not { } known)
        {
            return;
        }

        lock (_gate)
        {
            var due = _time.MonotonicMs(known - _time.GetUtcNow()) + 1;
            if (_dueAt is null || due < _dueAt)
            {
                _dueAt = due;
                SetTimer();
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _closed = true;
            _parked.ForEach(claim => claim.TrySetResult(ClaimAnswer.Empty));
            _parked.Clear();
        }
    }

    private void LookAgain()
    {
        List<ClaimCall> looking;
        string[]? kinds = null;
        lock (_gate)
        {
            var now = _time.MonotonicMs();
            var due = now >= _dueAt;
            looking = _parked.FindAll(claim => due || claim.EndsAt <= now);
            _parked.RemoveAll(looking.Contains);
            if (due)
            {
                _dueAt = null;
            }
            else if (now >= _pollAt)
            {
                _pollAt = now + PollMs;
                kinds = [.. _parked.SelectMany(claim => claim.Request.Kinds).Select(kind => kind.Kind).Distinct()];
            }

            SetTimer();
        }

        looking.ForEach(_again);
        if (kinds is { Length: > 0 })
        {
            _ = PollAsync(kinds);
        }
    }

    private async Task PollAsync(string[] kinds)
    {
        try
        {
            if (await _anyJobs(kinds))
            {
                TellAll();
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or ObjectDisposedException)
        {
            // They go on waiting, and whoever has something to write hears of the outage.
        }
    }

    private void SetTimer()
    {
        if (_parked.Count == 0 || _closed)
        {
            return;
        }

        var now = _time.MonotonicMs();
        if (_pollAt <= now)
        {
            _pollAt = now + PollMs;
        }

        var next = Math.Min(Math.Min(_parked.Min(claim => claim.EndsAt), _pollAt), _dueAt ?? long.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, next - now)), Timeout.InfiniteTimeSpan);
    }
}
