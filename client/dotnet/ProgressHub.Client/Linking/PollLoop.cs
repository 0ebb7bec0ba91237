using ProgressHub.Client.Http;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Linking;

/// <summary>Polls for what the hub does not push: everything while it is away, else what its connection does not hold.</summary>
internal sealed class PollLoop(HubHttp http, WatchTable table, LinkStates states, Pace pace, ProgressHubClientOptions options, Action reached)
{
    /// <summary>The time in which a lost connection usually comes back by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly PollRound _round = new(http, table, pace);
    private readonly Backoff _backoff = new(options.Retry);
    private readonly Wake _kicked = new(options.Time);
    private readonly Lock _gate = new();

    // Under the gate.
    private bool _isLive;
    private bool _hubFailed;
    private string? _hubReason;
    private CancellationTokenSource? _polling;

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
            _polling?.Cancel();
        }
    }

    /// <summary>The connection has ended.</summary>
    public void HubLost(string reason)
    {
        lock (_gate)
        {
            if (_isLive)
            {
                states.Go(LinkState.Reconnecting, reason);
            }

            (_isLive, _hubReason) = (false, reason);
        }

        Kick();
    }

    /// <summary>A try to connect has failed.</summary>
    public void HubFailed(string reason)
    {
        lock (_gate)
        {
            (_hubFailed, _hubReason) = (true, reason);
        }

        table.PollsChanged.Set();
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
        while (true)
        {
            if (!table.NeedsPolls(everything: !IsLive()))
            {
                await table.PollsChanged.WaitAsync(Timeout.InfiniteTimeSpan, ct).ConfigureAwait(false);
            }
            else if (IsInGrace())
            {
                // Woken by a failed try; else the hub had its time.
                await WaitForHubAsync(ct).ConfigureAwait(false);
            }
            else
            {
                var pause = await PollAsync(ct).ConfigureAwait(false);
                await _kicked.WaitAsync(pause, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitForHubAsync(CancellationToken ct)
    {
        if (!await table.PollsChanged.WaitAsync(Grace, ct).ConfigureAwait(false))
        {
            lock (_gate)
            {
                _hubFailed = !_isLive;
            }
        }
    }

    /// <summary>One round; answers how long to wait before the next.</summary>
    private async Task<TimeSpan> PollAsync(CancellationToken ct)
    {
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bool everything;
        lock (_gate)
        {
            everything = !_isLive;
            _polling = polling;
        }

        try
        {
            await _round.RunAsync(everything, mayWait: everything && states.Now.State is LinkState.Polling, polling.Token).ConfigureAwait(false);
            Succeeded();
            return options.PollInterval;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (ProgressHubException fault)
        {
            Failed(fault);
            var delay = _backoff.Next();
            return fault.RetryAfter > delay ? fault.RetryAfter.Value : delay;
        }
        finally
        {
            lock (_gate)
            {
                _polling = null;
            }
        }
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

    private bool IsInGrace()
    {
        lock (_gate)
        {
            return !_isLive && !_hubFailed;
        }
    }
}
