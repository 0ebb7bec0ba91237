using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Serving;

/// <summary>One run of the tool against one server: the client, the output, and what ends it early.</summary>
internal sealed class Session : IAsyncDisposable
{
    /// <summary>A person who typed a wrong address should not wait for long; a restart of the server should not matter.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);

    private readonly ProblemKeeper _keeper;
    private readonly HttpClient _http;

    private Session(ToolSettings settings, Leaving leaving)
    {
        Settings = settings;
        Leaving = leaving;
        Screen = new(hasColor: !settings.NoColor);
        Teller = new(settings.Json, settings.Quiet);
        _keeper = new(new SocketsHttpHandler { ConnectTimeout = FirstPatience, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, Time);
        _http = new(_keeper) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new(new ProgressHubClientOptions
        {
            Address = settings.Url,
            AccessToken = settings.Token,
            Http = _http,
            Time = Time,
            Retry = new() { GiveUpAfter = settings.Patience < FirstPatience ? settings.Patience : FirstPatience },
        });
        Api = new(_http, settings.Url, settings.Token);
    }

    public ToolSettings Settings { get; }

    public Leaving Leaving { get; }

    public Screen Screen { get; }

    public Teller Teller { get; }

    public ProgressHubClient Client { get; }

    public HubApi Api { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Now, by the server's clock as far as it is known.</summary>
    public DateTimeOffset Now => _keeper.Now;

    /// <summary>Runs the body and makes an exit code of whatever comes of it.</summary>
    /// <param name="settings">How.</param>
    /// <param name="body">What; its token is canceled by the first signal and when the time is over.</param>
    public static async Task<int> RunAsync(ToolSettings settings, Func<Session, CancellationToken, Task<int>> body)
    {
        using var leaving = new Leaving();
        await using var session = new Session(settings, leaving);
        using var deadline = new CancellationTokenSource(settings.Timeout ?? Timeout.InfiniteTimeSpan, session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token, deadline.Token);
        try
        {
            return await body(session, either.Token);
        }
        catch (OperationCanceledException) when (leaving.Token.IsCancellationRequested)
        {
            return leaving.ExitCode;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            session.Teller.Tell("timed-out", $"Not done after {Times.Took(settings.Timeout!.Value)}.", "Give --timeout more time, or watch the job later.");
            return ExitCode.TimedOut;
        }
        catch (ProgressHubException fault)
        {
            return session.Tell(fault);
        }
        catch (IOException) when (!session.Screen.HasOut)
        {
            return ExitCode.OutputClosed;
        }
    }

    /// <summary>Tells a fault and answers its exit code.</summary>
    public int Tell(ProgressHubException fault)
    {
        // What the provider of tokens has to say is better than that it failed.
        if (fault.InnerException is UsageException usage)
        {
            Teller.Tell("usage", usage.Message);
            return ExitCode.Usage;
        }

        Teller.Tell(fault, _keeper.Problem(fault.Code));
        return ExitCode.Of(fault);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _http.Dispose();
        Screen.Dispose();
    }
}
