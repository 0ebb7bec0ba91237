using ProgressHub.Client.Http;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Linking;

/// <summary>Polls for what the hub does not push: everything while it is away, else what its connection does not hold.</summary>
internal sealed class PollLoop(HubHttp http, WatchTable table, LinkStates states, Pace pace, ProgressHubClientOptions options, Action reached)
{
    /// <summary>The time in which a lost connection usually comes back by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>However long a server or a gateway asks to be left alone, a watch looks again after this.</summary>
    private static readonly TimeSpan MostPause = TimeSpan.FromMinutes(1);

    private readonly PollRound _round = new(http, table, pace);
    private readonly Backoff _backoff = new(options.Retry);
    private readonly Wake _kicked = new(options.Time);
    private readonly Wake _live = new(options.Time);
    private readonly Lock _gate = new();

    // Under the gate.
    private bool _isLive;
    private bool _hubFailed;
    private string? _hubReason;
    private long _graceBegan;

    // Of the loop.
    private bool _wasReached;
    private bool _isFailing;

    /// <summary>The hub pushes everything: polls that wait are given up.</summary>
    public void HubIsLive()
    {
        lock (_gate)
        {
            (_isLive, _hubFailed, _hubReason) = (true, false, null);
            _wasReached = true;
            states.Go(LinkState.Live);
        }

        _live.Set();
    }

    /// <summary>The connection has ended.</summary>
    public void HubLost(string reason)
    {
        lock (_gate)
        {
            if (_isLive)
            {
                states.Go(LinkState.Reconnecting, reason);
                _graceBegan = options.Time.GetTimestamp();
            }

            // One that ended before it was of use has failed.
            (_hubFailed, _isLive, _hubReason) = (!_isLive, false, reason);
        }

        Kick();
    }

    /// <summary>A try to connect has failed.</summary>
    public void HubFailed(string reason)
    {
        bool isNews;
        lock (_gate)
        {
            isNews = !_hubFailed;
            (_hubFailed, _hubReason) = (true, reason);
        }

        if (isNews)
        {
            // Further failures would only drive the polls from their turn.
            table.PollsChanged.Set();
        }
    }

    /// <summary>Polls at once, if there is something to poll for.</summary>
    public void Kick()
    {
        _backoff.Reset();
        _kicked.Set();
        table.PollsChanged.Set();
    }

    public async Task RunAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            _graceBegan = options.Time.GetTimestamp();
        }

        while (true)
        {
            if (!table.NeedsPolls(everything: !IsLive()))
            {
                await table.PollsChanged.WaitAsync(Timeout.InfiniteTimeSpan, ct).ConfigureAwait(false);
            }
            else if (GraceLeft() is { } left)
            {
                // Woken by a failed try; else the hub had its time.
                await table.PollsChanged.WaitAsync(left, ct).ConfigureAwait(false);
            }
            else
            {
                var pause = await PollAsync(ct).ConfigureAwait(false);
                await _kicked.WaitAsync(pause, ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One round; answers how long to wait before the next.</summary>
    private async Task<TimeSpan> PollAsync(CancellationToken ct)
    {
        var began = options.Time.GetTimestamp();
        bool isLive;
        lock (_gate)
        {
            isLive = _isLive;
            if (!isLive)
            {
                _live.Clear();
            }
        }

        try
        {
            return isLive
                ? await RoundAsync(everything: false, ct).ConfigureAwait(false)
                : await Interruption.RunAsync(token => RoundAsync(everything: true, token), _live, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A handler of the app may throw what it likes; the next try decides.
            var fault = e as ProgressHubException ?? Faults.NotReached(http.Endpoint, e);
            Failed(fault);
            // From the beginning of the try: one that waited for an answer in vain has had its pause.
            var delay = _backoff.Next() - options.Time.GetElapsedTime(began);
            var least = fault.RetryAfter ?? TimeSpan.Zero;
            return delay > least ? delay : least < MostPause ? least : MostPause;
        }
    }

    private async Task<TimeSpan> RoundAsync(bool everything, CancellationToken ct)
    {
        await _round.RunAsync(everything, mayWait: everything && states.Now.State is LinkState.Polling, ct).ConfigureAwait(false);
        Succeeded();
        return options.PollInterval;
    }

    private void Succeeded()
    {
        var returned = _isFailing;
        (_isFailing, _wasReached) = (false, true);
        _backoff.Reset();
        lock (_gate)
        {
            if (_isLive)
            {
                return;
            }

            states.Go(LinkState.Polling, _hubReason);
        }

        if (returned)
        {
            reached();
        }
    }

    private void Failed(ProgressHubException fault)
    {
        _isFailing = true;
        lock (_gate)
        {
            if (!_isLive)
            {
                states.Go(LinkState.Offline, fault.Message);
            }
        }

        // A strange page may stand between us and a server that we know; where nothing else ever answered, the address is wrong.
        if (!fault.IsTransient && (fault.Code != Faults.NotProgressHub || !_wasReached))
        {
            table.EndAll(fault);
        }
    }

    private bool IsLive()
    {
        lock (_gate)
        {
            return _isLive;
        }
    }

    /// <summary>How long the hub still has to come back by itself; null if it does not need it, or its time is over.</summary>
    private TimeSpan? GraceLeft()
    {
        lock (_gate)
        {
            var left = Grace - options.Time.GetElapsedTime(_graceBegan);
            return !_isLive && !_hubFailed && left > TimeSpan.Zero ? left : null;
        }
    }
}
