using System.Net;

namespace ProgressHub.Client.Tests.Linking;

/// <summary>Watches against servers that refuse sockets and answer polls as the test says.</summary>
public sealed class WatchFacts
{
    private static readonly JobId Id = Snapshots.Id();

    [Fact]
    public async Task ARefusalOfTheCallerEndsTheWatchWithoutAStorm()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Problem(401, "token-expired"));
        var asked = 0;
        await using var hub = server.Client(o => o.AccessToken = _ => new($"token {Interlocked.Increment(ref asked)}"));

        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.Job(Id).WaitAsync().Within());

        (fault.Code, fault.Status).ShouldBe(("token-expired", 401));
        server.Requests.Count.ShouldBeLessThan(8);
        server.Requests.Count(request => request.Line.Contains("/api/jobs")).ShouldBe(2, "a poll, and the same once more with another token");
    }

    [Fact]
    public async Task AForbiddenCallerIsToldSo()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Text("", "text/plain", HttpStatusCode.Forbidden));
        await using var hub = server.Client();

        (await Should.ThrowAsync<ProgressHubException>(() => hub.Job(Id).WaitAsync().Within())).Code.ShouldBe("forbidden");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task AWrongAddressEndsTheWatchWithItsName(HttpStatusCode number)
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Text("<html>Welcome</html>", "text/html", number));
        await using var hub = server.Client();

        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.Job(Id).WaitAsync().Within());

        fault.Code.ShouldBe("not-progresshub");
        fault.Message.ShouldContain("http://jobs.test/prefix");
    }

    [Fact]
    public async Task AnotherProtocolEndsTheWatch()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Text("""{"jobs":[{"id":7}]}""", "application/json"));
        await using var hub = server.Client();

        (await Should.ThrowAsync<ProgressHubException>(() => hub.Job(Id).WaitAsync().Within())).Code.ShouldBe("protocol-mismatch");
    }

    [Fact]
    public async Task AServerThatCannotBeReachedIsTriedUntilItCan()
    {
        var isUp = false;
        var server = new ScriptedServer((request, _) => !isUp ? throw new HttpRequestException("No route.")
            : request.RequestUri!.AbsolutePath.EndsWith("/hubs/jobs", StringComparison.Ordinal) ? ScriptedServer.Text("", "text/plain", HttpStatusCode.BadGateway)
            : request.RequestUri.Query.StartsWith("?id", StringComparison.Ordinal) ? ScriptedServer.Json(new JobPage([Snapshots.Make(Id, 5)]))
            : ScriptedServer.Json(Snapshots.Make(Id, 6, JobState.Succeeded)));
        await using var hub = server.Client();

        var waiting = hub.Job(Id).WaitAsync();
        await Eventually.TrueAsync(() => hub.Connection.State == LinkState.Offline);
        hub.Connection.Reason.ShouldNotBeNull().ShouldContain("No route");
        waiting.IsCompleted.ShouldBeFalse();
        isUp = true;
        await Eventually.TrueAsync(() => hub.Connection.State == LinkState.Polling);

        (await waiting.Within()).Version.ShouldBe(6);
        server.Requests[^1].Line.ShouldBe($"GET /prefix/api/jobs/{Id}?after=5&wait=10");
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task WhileTheServerIsAwayTwoRequestsASecondAreSentAtMostHoweverManyWatch()
    {
        var server = new ScriptedServer((_, _) => throw new HttpRequestException("No route."));
        await using var hub = server.Client();
        using var stop = new CancellationTokenSource();
        var began = TimeProvider.System.GetTimestamp();
        var watching = Enumerable.Range(1, 100).Select(n => hub.Job(Snapshots.Id(n)).WaitAsync(stop.Token)).ToList();

        await Eventually.TrueAsync(() => server.Requests.Count >= 6);

        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(2.4), "six requests have five gaps of half a second");
        await stop.CancelAsync();
        foreach (var watch in watching)
        {
            await Should.ThrowAsync<OperationCanceledException>(() => watch.Within());
        }
    }

    [Fact]
    public async Task APollForManyThatMissesAJobEndsItsWatch()
    {
        var (there, gone) = (Snapshots.Id(1), Snapshots.Id(2));
        var server = new ScriptedServer((request, _) => request.RequestUri!.Query.StartsWith("?id", StringComparison.Ordinal)
            ? ScriptedServer.Json(new JobPage([Snapshots.Make(there, 5, JobState.Succeeded)]))
            : ScriptedServer.Text("", "text/plain", HttpStatusCode.BadGateway));
        await using var hub = server.Client();

        var (first, second) = (hub.Job(there).WaitAsync(), hub.Job(gone).WaitAsync());

        (await first.Within()).Version.ShouldBe(5);
        await Should.ThrowAsync<JobNotFoundException>(() => second.Within());
    }

    [Fact]
    public async Task DisposalEndsEveryWatchAndLeavesNothingRunning()
    {
        var server = new ScriptedServer((_, _) => throw new HttpRequestException("No route."));
        var hub = server.Client();
        var waiting = hub.Job(Id).WaitAsync();
        var view = hub.Job(Id).Observe();
        await Eventually.TrueAsync(() => server.Requests.Count > 0);

        await hub.DisposeAsync().AsTask().Within();
        var sent = server.Requests.Count;

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.Within());
        await Should.ThrowAsync<ObjectDisposedException>(() => hub.Job(Id).WaitAsync().Within());
        hub.Connection.State.ShouldBe(LinkState.Closed);
        await Eventually.TrueAsync(() => view.Problem is ObjectDisposedException);
        view.Dispose();
        server.Requests.Count.ShouldBe(sent);
    }
}
