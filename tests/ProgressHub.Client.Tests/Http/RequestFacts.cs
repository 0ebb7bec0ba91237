using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ProgressHub.Client.Tests.Http;

public sealed class RequestFacts
{
    private static readonly JobId Id = Snapshots.Id();

    [Fact]
    public async Task ASubmitWhoseAnswerWasLostIsRepeatedUnderTheSameKey()
    {
        var server = new ScriptedServer((_, number) => number switch
        {
            1 => throw new HttpRequestException("The line broke."),
            2 => throw new SocketException((int)SocketError.NotConnected),
            3 => ScriptedServer.Problem(503, "store-unavailable"),
            _ => ScriptedServer.Json(new SubmitAnswer(Snapshots.Make(Id, 1, JobState.Queued), new("", "", "", "", "")), HttpStatusCode.Accepted),
        });
        await using var hub = server.Client();

        var job = await hub.SubmitAsync("hold", JsonElement.Parse("{}"u8), new() { Groups = [new("a")], Priority = 3 });

        job.Id.ShouldBe(Id);
        job.Snapshot!.State.ShouldBe(JobState.Queued);
        server.Requests.Count.ShouldBe(4);
        server.Requests.Select(request => request.Key).Distinct().ShouldHaveSingleItem().ShouldNotBeNull().Length.ShouldBeGreaterThan(20);
        server.Requests.ShouldAllBe(request => request.Line == "POST /prefix/api/jobs");
    }

    [Fact]
    public async Task ARetryIsNotRepeatedWhenNobodyKnowsWhetherItWasDone()
    {
        var server = new ScriptedServer((_, _) => throw new HttpRequestException("The line broke."));
        await using var hub = server.Client();

        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.RetryAsync(Id));

        (fault.Code, fault.IsTransient, fault.Status).ShouldBe(("unreachable", true, null));
        fault.Cure.ShouldNotBeNull();
        server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AFaultThatDoesNotPassIsThrownInTheEnd()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Problem(503, "store-unavailable"));
        await using var hub = server.Client(o => o.Retry = o.Retry with { GiveUpAfter = TimeSpan.FromMilliseconds(200) });

        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.GetAsync(Id));

        (fault.Code, fault.Status, fault.Cure, fault.IsTransient).ShouldBe(("store-unavailable", 503, "Do otherwise.", true));
        server.Requests.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task AJobThatIsNotThereIsToldAsSuch()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Problem(404, "job-not-found"));
        await using var hub = server.Client();

        (await Should.ThrowAsync<JobNotFoundException>(() => hub.GetAsync(Id))).Id.ShouldBe(Id);
        (await Should.ThrowAsync<JobNotFoundException>(() => hub.Job(Id).CancelAsync())).Id.ShouldBe(Id);
    }

    [Fact]
    public async Task APageThatIsNoAnswerIsToldAsSuch()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Text("<html>", "text/html"));
        await using var hub = server.Client();

        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.GetAsync(Id));

        (fault.Code, fault.Status, fault.IsTransient).ShouldBe(("not-progresshub", 200, false));
    }

    [Fact]
    public async Task AnAnswerOfAnotherProtocolIsToldAsSuch()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Text("""{"id":"019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11","kind":"a","state":"paused","version":1,"createdAt":"2026-03-02T09:00:00Z"}""", "application/json"));
        await using var hub = server.Client();

        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.GetAsync(Id));

        fault.Code.ShouldBe("protocol-mismatch");
        fault.Cure.ShouldNotBeNull().ShouldContain("Update");
    }

    [Fact]
    public async Task TheTokenIsAskedForAgainOnceAfterA401()
    {
        var server = new ScriptedServer((request, _) => request.Headers.Authorization?.Parameter == "new"
            ? ScriptedServer.Json(Snapshots.Make(Id, 1))
            : ScriptedServer.Problem(401, "token-expired"));
        var tokens = new Queue<string>(["old", "new", "newer"]);
        await using var hub = server.Client(o => o.AccessToken = _ => new(tokens.Dequeue()));

        (await hub.GetAsync(Id)).Version.ShouldBe(1);
        var fault = await Should.ThrowAsync<ProgressHubException>(() => hub.GetAsync(Id, token: "of the job"));

        (fault.Code, fault.Status).ShouldBe(("token-expired", 401));
        server.Requests.Select(request => request.Token).ShouldBe(["old", "new", "of the job"]);
    }

    [Fact]
    public async Task AProviderOfTokensThatFailsIsTold()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Json(Snapshots.Make(Id, 1)));
        await using var hub = server.Client(o =>
        {
            o.AccessToken = _ => throw new InvalidOperationException("The key chain is locked.");
            o.Retry = o.Retry with { GiveUpAfter = TimeSpan.Zero };
        });

        (await Should.ThrowAsync<ProgressHubException>(() => hub.GetAsync(Id))).Message.ShouldContain("key chain");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task AListGoesThroughAllPagesWithTheSameFilters()
    {
        var server = new ScriptedServer((_, number) => ScriptedServer.Json(new JobPage([Snapshots.Make(Snapshots.Id(number), 1)], number < 3 ? $"c{number}" : null)));
        await using var hub = server.Client();

        var jobs = new List<JobSnapshot>();
        await foreach (var job in hub.ListAsync(new() { States = [JobState.Failed, JobState.Canceled], Text = "a b", PageSize = 1 }))
        {
            jobs.Add(job);
        }

        jobs.Count.ShouldBe(3);
        server.Requests[0].Line.ShouldBe("GET /prefix/api/jobs?limit=1&state=failed%2Ccanceled&q=a%20b");
        server.Requests[2].Line.ShouldEndWith("&cursor=c2");
    }

    [Fact]
    public async Task AListRunsTheOldestFirstOnEveryPageIfAsked()
    {
        var server = new ScriptedServer((_, number) => ScriptedServer.Json(new JobPage([Snapshots.Make(Snapshots.Id(number), 1)], number < 2 ? "c1" : null)));
        await using var hub = server.Client();

        await foreach (var _ in hub.ListAsync(new() { Sort = JobSort.Oldest, PageSize = 1 }))
        {
        }

        server.Requests.Select(request => request.Line).ShouldBe(["GET /prefix/api/jobs?limit=1&sort=oldest", "GET /prefix/api/jobs?limit=1&sort=oldest&cursor=c1"]);
    }

    [Theory]
    [InlineData("relative", null)]
    [InlineData("ftp://jobs.test", null)]
    [InlineData("http://jobs.test", 0.0)]
    public void ASettingThatCannotBeIsNamed(string address, double? pollSeconds)
    {
        var options = new ProgressHubClientOptions { Address = new(address, UriKind.RelativeOrAbsolute) };
        options.PollInterval = pollSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.PollInterval;

        Should.Throw<ArgumentException>(() => new ProgressHubClient(options)).Message.ShouldContain(pollSeconds is null ? "Address" : "PollInterval");
    }
}
