using Microsoft.Extensions.Hosting;

namespace ProgressHub.Hubs;

/// <summary>Tells every connection that the server stops and when to come back, each at its own moment, so that they do not all return at once.</summary>
internal sealed class GoingAway(IHostApplicationLifetime lifetime, JobHubLifetimeManager connections) : IHostedService
{
    /// <summary>Long enough to spread ten thousand returns, short enough for a person.</summary>
    private const double MaxSeconds = 5;

    /// <summary>From the pipe to the frame, from the frame to the socket, and one to spare.</summary>
    private const int Turns = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Headway = TimeSpan.FromMilliseconds(250);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Callbacks run last in, first out: registered after SignalR's own, this one is heard before connections close.
        lifetime.ApplicationStarted.Register(() => lifetime.ApplicationStopping.Register(Tell));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
    {
        var open = connections.Connections;
        foreach (var connection in open)
        {
            var notice = new GoingAwayNotice(Math.Round(0.2 + Random.Shared.NextDouble() * MaxSeconds, 2));
            connection.Offer(new(nameof(IJobHubClient.GoingAway), [notice]));
        }

        if (open.Count > 0)
        {
            LetTransportsRun();
        }
    }

    /// <summary>The notices are in the sockets' pipes; the transports must pass them on before SignalR closes. On a busy machine their turn in the pool comes late, and so does one that lines up behind them.</summary>
    private static void LetTransportsRun()
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            var ran = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(static ran => ran.SetResult(), ran, preferLocal: false);
            ran.Task.Wait(Patience);
        }

        Thread.Sleep(Headway);
    }
}
