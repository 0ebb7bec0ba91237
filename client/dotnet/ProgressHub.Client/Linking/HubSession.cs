using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Client.Http;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Linking;

/// <summary>One connection to the hub from its start to its end. It tells the hub what is watched, in calls of many, and the table what comes.</summary>
internal sealed partial class HubSession : IAsyncDisposable, IDisposable
{
    private const int MostPerCall = 100;

    /// <summary>The hub takes 20 calls a second.</summary>
    private static readonly TimeSpan CallGap = TimeSpan.FromMilliseconds(60);

    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    /// <summary>How long a call may take; an answer to a watch of a hundred passes even a thin line in this time.</summary>
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(15);

    /// <summary>How long the end of a connection may take whose socket is gone already.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly HubConnection _connection;
    private readonly SocketConnectionFactory _sockets;
    private readonly WatchTable _table;
    private readonly HubJoins _joins;
    private readonly Endpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly Pace _calls;
    private readonly CancellationTokenSource _over = new();
    private SessionEnd? _end;
    private int _mostPerCall = MostPerCall;

    private HubSession(HubConnection connection, SocketConnectionFactory sockets, WatchTable table, Endpoint endpoint, TimeProvider time)
    {
        (_connection, _sockets, _table, _endpoint, _time, _joins) = (connection, sockets, table, endpoint, time, new(table));
        _calls = new(CallGap, time);
        connection.Closed += fault =>
        {
            End(new(fault?.Message ?? "The server closed the connection."));
            return Task.CompletedTask;
        };
        On<JobSnapshot[]>(nameof(IJobHubClient.JobsChanged), table.Apply);
        On<LogLines>(nameof(IJobHubClient.LogAppended), table.Apply);
        On<WatchEnd>(nameof(IJobHubClient.WatchEnded), table.Apply);
        On<ResyncReason>(nameof(IJobHubClient.Resync), _ => table.AskAgain());
        On<GoingAwayNotice>(nameof(IJobHubClient.GoingAway), notice =>
            End(new("The server is going down.", TimeSpan.FromSeconds(Math.Clamp(notice.RetryAfterSeconds, 0, 60)))));
    }

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<HubSession> OpenAsync(HubHttp http, WatchTable table, ProgressHubClientOptions options, CancellationToken ct)
    {
        var builder = new HubConnectionBuilder();
        var sockets = new SocketConnectionFactory(http.Invoker, http.TokenAsync, options.KeepAlive * 2);
        builder.Services.AddSingleton<IConnectionFactory>(sockets);
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(http.Endpoint.Hub));
        builder.AddJsonProtocol(json =>
        {
            ProtocolJson.AddTo(json.PayloadSerializerOptions);
            json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, new ReceivedTypes());
        });
        var connection = builder.Build();
        connection.ServerTimeout = options.KeepAlive * 2;
        var session = new HubSession(connection, sockets, table, http.Endpoint, options.Time);
        try
        {
            await connection.StartAsync(ct).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Keeps the hub told what is watched, until the connection ends.</summary>
    /// <param name="live">Called once when everything that is watched is pushed.</param>
    /// <param name="ct">Fires when the client is disposed.</param>
    public async Task<SessionEnd> RunAsync(Action live, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, _over.Token);
        var isLive = false;
        try
        {
            while (_end is null)
            {
                if (_joins.Take(_mostPerCall) is { } work)
                {
                    await TellAsync(work, over.Token).ConfigureAwait(false);
                    continue;
                }

                if (!isLive)
                {
                    isLive = true;
                    live();
                }

                await _table.Changed.WaitAsync(Timeout.InfiniteTimeSpan, over.Token).ConfigureAwait(false);
            }
        }
        catch (TimeoutException) when (!ct.IsCancellationRequested)
        {
            End(new($"The hub did not answer a call within {CallPatience.TotalSeconds} s."));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Whatever a call on a dying connection throws; when its end has been told already, that stands.
            End(new(e.Message));
        }

        return _end!;
    }

    /// <summary>Ends the connection without a word, since nobody may be there to take it, and within a second whatever becomes of it.</summary>
    public async ValueTask DisposeAsync()
    {
        _sockets.Abort();
        await Bounds.LeaveAsync(_connection.DisposeAsync().AsTask(), EndPatience, _time).ConfigureAwait(false);
    }

    /// <summary>For a connection that came too late for anybody: its end is not waited for.</summary>
    public void Dispose() => _sockets.Abort();

    private async Task TellAsync(HubWork work, CancellationToken ct)
    {
        await _calls.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (work.Left is not null)
            {
                await _connection.InvokeAsync(nameof(IJobHub.Unwatch), work.Left, ct).WaitAsync(CallPatience, _time, ct).ConfigureAwait(false);
            }

            if (!work.HasWatches)
            {
                return;
            }

            var answer = await _connection.InvokeAsync<Received<WatchAnswer>>(nameof(IJobHub.Watch), work.ToRequest(), ct).WaitAsync(CallPatience, _time, ct).ConfigureAwait(false);
            if (answer.Value is null)
            {
                Mismatch();
                return;
            }

            _joins.Joined(work, answer.Value);
            _mostPerCall = Math.Min(MostPerCall, _mostPerCall * 2);
        }
        catch (HubException e) when (Code(e) is "limit-watches")
        {
            Narrow(work);
        }
        catch (HubException e) when (Code(e) is "rate-limited" or "store-unavailable")
        {
            _joins.NotJoined(work);
            await Task.Delay(StorePause, _time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>A call that is over the connection's cap joins nothing, so the place that is left is found by halving.</summary>
    private void Narrow(HubWork work)
    {
        if (work.Count > 1)
        {
            _mostPerCall = work.Count / 2;
            _joins.NotJoined(work);
        }
        else
        {
            _joins.Full(work);
        }
    }

    private void On<T>(string name, Action<T> take) where T : class => _connection.On<Received<T>>(name, message =>
    {
        if (message.Value is { } value)
        {
            take(value);
        }
        else
        {
            Mismatch();
        }
    });

    private void Mismatch()
    {
        var fault = Faults.NotUnderstood(_endpoint, null);
        _table.EndAll(fault);
        End(new(fault.Message));
    }

    private void End(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is null)
        {
            // On the pool: who tells of the end must not have to go through with it.
            _ = _over.CancelAsync();
        }
    }

    /// <summary>SignalR puts words of its own before ours.</summary>
    private static string? Code(HubException fault) => CodeIn().Match(fault.Message) is { Success: true } match ? match.Groups["code"].Value : null;

    [GeneratedRegex("HubException: (?<code>[a-z-]+): ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeIn();
}
