using ProgressHub.Client.Http;
using ProgressHub.Client.Linking;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Tests.Linking;

public sealed class PollLoopFacts
{
    [Fact]
    public async Task ATryThatWaitedForItsAnswerInVainIsFollowedByTheNextAtOnce()
    {
        var time = new ManualTime();
        using var silent = new SilentHandler();
        using var http = new HttpClient(silent, disposeHandler: false);
        var options = new ProgressHubClientOptions { Address = new("http://jobs.test"), Time = time, Retry = new() { First = TimeSpan.FromSeconds(1), Most = TimeSpan.FromSeconds(1) } };
        var table = new WatchTable(time);
        table.Add(Snapshots.Id(), null, null, new NoListener());
        var loop = new PollLoop(new HubHttp(http, new Endpoint(options.Address), null, time), table, new LinkStates(time), new Pace(TimeSpan.Zero, time), options, () => { });
        using var stop = new CancellationTokenSource();
        loop.HubFailed("There is no socket.");
        var running = loop.RunAsync(stop.Token);

        for (var tries = 1; tries <= 5; tries++)
        {
            var sent = tries;
            await Eventually.TrueAsync(() => silent.Count == sent, () => $"{silent.Count} tries were made.");
            // The patience of one request, which is longer than any delay here: no further time passes.
            time.Advance(TimeSpan.FromSeconds(2));
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running.Within());
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It is never over.");
        }
    }

    private sealed class NoListener : IWatchListener
    {
        public void Offer(JobSnapshot job)
        {
        }

        public void Remove(JobId id)
        {
        }

        public void End(Exception? fault)
        {
        }
    }
}
