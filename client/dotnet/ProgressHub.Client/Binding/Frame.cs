namespace ProgressHub.Client.Binding;

/// <summary>Brings changes to the thread of a view: at most one post under way, and at most one per frame. However long that thread is busy, one post waits for it.</summary>
internal sealed class Frame : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(16);

    private readonly Lock _gate = new();
    private readonly SynchronizationContext _context;
    private readonly TimeProvider _time;
    private readonly Action _show;
    private readonly ITimer _timer;

    // Under the gate.
    private long? _shownAt;
    private bool _isAsked;
    private bool _isOver;

    /// <summary>Shows on the context of the thread that makes it; without one on the pool, one call after the other.</summary>
    public Frame(TimeProvider time, Action show)
    {
        (_context, _time, _show) = (SynchronizationContext.Current ?? new SynchronizationContext(), time, show);
        _timer = time.CreateTimer(static frame => ((Frame)frame!).Post(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There is something to show. Returns at once, on any thread.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            if (_isAsked || _isOver)
            {
                return;
            }

            _isAsked = true;
            var left = _shownAt is { } at ? Length - _time.GetElapsedTime(at) : TimeSpan.Zero;
            // A timer even for no wait: a context may run what is posted at once, and that must not happen inside of our caller's lock.
            _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _timer.Dispose();
    }

    private void Post()
    {
        try
        {
            _context.Post(static frame => ((Frame)frame!).Show(), this);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The view's thread has ended, and nobody looks any more.
            Dispose();
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isAsked = false;
            _shownAt = _time.GetTimestamp();
        }

        _show();
    }
}
