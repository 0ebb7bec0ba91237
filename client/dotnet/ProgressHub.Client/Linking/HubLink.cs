using System.Net.NetworkInformation;
using System.Net.Sockets;
using ProgressHub.Client.Http;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Linking;

/// <summary>Keeps a client's watches told for as long as it lives: one connection to the hub for all of them, made again without end, and polls where and while there is none.</summary>
/// <remarks>Two loops: this one connects, <see cref="PollLoop"/> polls. What they send while the hub is away shares one <see cref="Pace"/>: two requests a second.</remarks>
internal sealed class HubLink : IAsyncDisposable
{
    /// <summary>Where polls are answered and the hub is not, a proxy forbids sockets, and trying often will not change its mind.</summary>
    private static readonly TimeSpan MostWhilePolling = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RequestGap = TimeSpan.FromMilliseconds(500);

    private readonly HubHttp _http;
    private readonly ProgressHubClientOptions _options;
    private readonly Pace _pace;
    private readonly Backoff _backoff;
    private readonly Wake _kicked;
    private readonly PollLoop _polls;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();

    // Under the gate.
    private Task? _running;
    private bool _isDisposed;

    public HubLink(HubHttp http, ProgressHubClientOptions options)
    {
        (_http, _options) = (http, options);
        Table = new(options.Time);
        States = new(options.Time);
        _pace = new(RequestGap, options.Time);
        _backoff = new(options.Retry);
        _kicked = new(options.Time);
        _polls = new(http, Table, States, _pace, options, Kick);
    }

    public WatchTable Table { get; }

    public LinkStates States { get; }

    /// <summary>What every request keeps to that is sent while the hub is away.</summary>
    public Pace Pace => _pace;

    /// <summary>Whether the lines of a job's log come by themselves now.</summary>
    public bool IsLogPushed(JobId id) => States.Now.State is LinkState.Live && Table.IsLogPushed(id);

    /// <summary>Starts the loops with the first watch: a client that only submits opens no connection.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(ProgressHubClient));
            if (_running is null)
            {
                FollowNetwork(true);
                _running = Task.WhenAll(Task.Run(() => GuardAsync(ConnectAsync)), Task.Run(() => GuardAsync(_polls.RunAsync)));
            }
        }
    }

    /// <summary>Tries at once: the network has changed, or polls get through again. A try that was begun into the old network would wait for an answer that cannot come.</summary>
    public void Kick()
    {
        _backoff.Reset();
        _kicked.Set();
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            running = _running;
            _isDisposed = true;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        Table.Close(new ObjectDisposedException(nameof(ProgressHubClient), "The client was disposed, and its watches with it."));
        if (running is not null)
        {
            FollowNetwork(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        States.Go(LinkState.Closed, "The client was disposed.");
    }

    /// <summary>What nobody foresaw must not leave watches waiting for a loop that has ended.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            var fault = new ProgressHubException("internal", $"The client has a fault: {e.Message}", e) { Cure = "Make a new client, and report this." };
            Table.Close(fault);
            States.Go(LinkState.Closed, fault.Message);
        }
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        while (true)
        {
            while (Table.IsEmpty)
            {
                States.Go(LinkState.Connecting);
                await Table.Changed.WaitAsync(Timeout.InfiniteTimeSpan, ct).ConfigureAwait(false);
            }

            await _pace.WaitAsync(ct).ConfigureAwait(false);
            var end = await OnceAsync(ct).ConfigureAwait(false);
            if (end.ReturnAfter is { } wish)
            {
                // Each client has its own moment, so that they do not all return at once: nothing makes it earlier.
                await Task.Delay(wish, _options.Time, ct).ConfigureAwait(false);
                continue;
            }

            await _kicked.WaitAsync(_backoff.Next(States.Now.State is LinkState.Polling ? MostWhilePolling : null), ct).ConfigureAwait(false);
        }
    }

    /// <summary>One connection, from the try to its end.</summary>
    private async Task<SessionEnd> OnceAsync(CancellationToken ct)
    {
        HubSession session;
        try
        {
            session = await OpenAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFault(e, ct))
        {
            var reason = e is OperationCanceledException ? "The hub did not answer in time." : e.Message;
            _polls.HubFailed(reason);
            return new(reason);
        }

        await using (session.ConfigureAwait(false))
        {
            var end = await session.RunAsync(
                () =>
                {
                    _backoff.Reset();
                    _polls.HubIsLive();
                },
                ct).ConfigureAwait(false);
            _polls.HubLost(end.Reason);
            return end;
        }
    }

    private async Task<HubSession> OpenAsync(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(_options.ConnectTimeout, _options.Time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        _kicked.Clear();
        try
        {
            return await Interruption.RunAsync(
                token => Bounds.EndAsync(HubSession.OpenAsync(_http, Table, _options, token), token), _kicked, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!attempt.IsCancellationRequested)
        {
            // The next try comes at once.
            _kicked.Set();
            throw;
        }
    }

    /// <summary>Whatever a socket, a proxy or a token provider may throw; the reason is told and the next try decides.</summary>
    private static bool IsFault(Exception e, CancellationToken ct) => !(e is OperationCanceledException && ct.IsCancellationRequested);

    private void FollowNetwork(bool follow)
    {
        try
        {
            if (follow)
            {
                NetworkChange.NetworkAddressChanged += OnNetworkChanged;
            }
            else
            {
                NetworkChange.NetworkAddressChanged -= OnNetworkChanged;
            }
        }
        catch (Exception e) when (e is PlatformNotSupportedException or NetworkInformationException or SocketException)
        {
            // Where the platform does not tell, the next try finds out.
        }
    }

    private void OnNetworkChanged(object? sender, EventArgs e)
    {
        Kick();
        _polls.Kick();
    }
}
