namespace ProgressHub.Live;

/// <summary>A mark that many set and one loop waits for. Setting it twice is setting it once.</summary>
internal sealed class WakeUp
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private int _set;

    public void Set()
    {
        if (Volatile.Read(ref _set) == 0 && Interlocked.Exchange(ref _set, 1) == 0)
        {
            _signal.Release();
        }
    }

    /// <summary>Returns when the mark is set, and clears it, or after the wait.</summary>
    public async Task WaitAsync(TimeSpan wait, TimeProvider time, CancellationToken ct)
    {
        if (Volatile.Read(ref _set) == 0 && wait != Timeout.InfiniteTimeSpan)
        {
            using var timer = time.CreateTimer(static mark => ((WakeUp)mark!).Set(), this, wait, Timeout.InfiniteTimeSpan);
            await _signal.WaitAsync(ct);
        }
        else
        {
            await _signal.WaitAsync(ct);
        }

        Interlocked.Exchange(ref _set, 0);
    }
}
