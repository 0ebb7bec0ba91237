using System.Net;
using System.Net.Sockets;

namespace ProgressHub.Client.Tests.Linking;

/// <summary>What an app's own handlers and providers do wrong is told, and holds nothing up.</summary>
public sealed class LinkFaultFacts
{
    private static readonly JobId Id = Snapshots.Id();

    /// <summary>A connection that is reset the moment it was made gets a bare <see cref="SocketException"/> past everything that HttpClient wraps.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task WhateverIsThrownInsteadOfAnAnswerCostsOneTry(bool isReset)
    {
        var server = new ScriptedServer((request, number) => number >= 6 ? Final(request)
            : throw (isReset ? new SocketException((int)SocketError.NotConnected) : new InvalidOperationException("The handler has a fault.")));
        await using var hub = server.Client();

        var waiting = hub.Job(Id).WaitAsync();
        await Eventually.TrueAsync(() => hub.Connection.State is LinkState.Offline || waiting.IsCompleted);

        (await waiting.Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AHandlerThatNeverAnswersAndPassesOverItsTokenHoldsNothingUp()
    {
        using var stuck = new StuckHandler();
        var hub = new ProgressHubClient(new ProgressHubClientOptions { Address = new("http://jobs.test"), Http = new HttpClient(stuck), ConnectTimeout = TimeSpan.FromMilliseconds(500) });

        var waiting = hub.Job(Id).WaitAsync();
        await Eventually.TrueAsync(() => hub.Connection.State == LinkState.Offline, () => $"The link is {hub.Connection}.");

        stuck.Count.ShouldBeGreaterThan(1);
        await hub.DisposeAsync().AsTask().Within();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.Within());
    }

    [Fact]
    public async Task AProviderOfTokensThatNeverAnswersIsGivenUp()
    {
        var time = new ManualTime();
        var server = new ScriptedServer((request, _) => Final(request));
        var hub = server.Client(o => (o.Time, o.AccessToken) = (time, _ => new(new TaskCompletionSource<string?>().Task)));

        var waiting = hub.Job(Id).WaitAsync();
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return hub.Connection.State == LinkState.Offline;
        }, () => $"The link is {hub.Connection}.");

        hub.Connection.Reason.ShouldNotBeNull().ShouldContain("AccessToken");
        await hub.DisposeAsync().AsTask().Within();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.Within());
    }

    [Fact]
    public async Task AServerThatAsksForAnHourIsLookedAtAgainAfterAMinute()
    {
        var time = new ManualTime();
        var server = new ScriptedServer((request, _) =>
        {
            var busy = ScriptedServer.Problem(503, "store-unavailable");
            busy.Headers.RetryAfter = new(TimeSpan.FromHours(1));
            return time.GetUtcNow() < new DateTimeOffset(2026, 3, 2, 9, 1, 0, TimeSpan.Zero) ? busy : Final(request);
        });
        await using var hub = server.Client(o => o.Time = time);

        var waiting = hub.Job(Id).WaitAsync();
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return waiting.IsCompleted;
        });

        (await waiting).State.ShouldBe(JobState.Succeeded);
        time.GetUtcNow().ShouldBeLessThan(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
    }

    private static HttpResponseMessage Final(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/hubs/jobs", StringComparison.Ordinal)
        ? ScriptedServer.Text("", "text/plain", HttpStatusCode.BadGateway)
        : ScriptedServer.Json(new JobPage([Snapshots.Make(Id, 5, JobState.Succeeded)]));

    private sealed class StuckHandler : HttpMessageHandler
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
