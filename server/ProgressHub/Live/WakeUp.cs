namespace ProgressHub.Live;

/// <summary>A mark that many set and one loop waits for. Setting it twice is setting it once.</summary>
internal sealed class WakeUp
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private int _set;
    private int _isTimed;
    private ITimer? _timer;

    public void Set()
    {
        if (Volatile.Read(ref _set) == 0 && Interlocked.Exchange(ref _set, 1) == 0)
        {
            _signal.Release();
        }
    }

    /// <summary>Sets the mark after the wait at the latest. A wait that has begun is not made longer.</summary>
    public void SetWithin(TimeSpan wait, TimeProvider time)
    {
        if (Volatile.Read(ref _isTimed) == 0 && Interlocked.Exchange(ref _isTimed, 1) == 0)
        {
            // Whoever is in here is the only one until the time is over.
            _timer ??= time.CreateTimer(static mark => ((WakeUp)mark!).TimeIsOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Returns when the mark is set, and clears it, or after the wait.</summary>
    public async Task WaitAsync(TimeSpan wait, TimeProvider time, CancellationToken ct)
    {
        if (Volatile.Read(ref _set) == 0 && wait != Timeout.InfiniteTimeSpan)
        {
            using var timer = time.CreateTimer(static mark => ((WakeUp)mark!).Set(), this, wait, Timeout.InfiniteTimeSpan);
            await WaitAsync(ct);
        }
        else
        {
            await WaitAsync(ct);
        }
    }

    /// <summary>Returns when the mark is set, and clears it.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        await _signal.WaitAsync(ct);
        Interlocked.Exchange(ref _set, 0);
    }

    private void TimeIsOver()
    {
        // First, so that what asks from now on gets a time of its own.
        Interlocked.Exchange(ref _isTimed, 0);
        Set();
    }
}
