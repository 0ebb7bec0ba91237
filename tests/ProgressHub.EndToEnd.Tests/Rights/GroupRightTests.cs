using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Rights;

/// <summary>Each user has the right to the group of that name alone. Ids are no secrets.</summary>
[Trait("Invariant", "11 No group without a right")]
public sealed class GroupRightTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;
    private JobId _id;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            hub =>
            {
                _holds.AddTo(hub);
                hub.AuthorizeGroups((user, group, _) => group.Value == $"user:{user.Identity?.Name}");
            },
            configure: app =>
            {
                app.Use((http, next) =>
                {
                    http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, http.Request.Query["_user"].ToString())], "test"));
                    return next(http);
                });
                app.UseProgressPolling();
            });
        _id = await _host.Queue.EnqueueAsync("hold", new HoldArgs(), new() { Groups = [new("user:ann")] });
        await _holds.RunningAsync(_id);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string, string, string> Requests => new()
    {
        { "GET", "api/jobs/{0}", "job-not-found" },
        { "GET", "api/jobs/{0}?after=1&wait=60", "job-not-found" },
        { "GET", "api/jobs/{0}?after=9000000000000000&wait=60", "job-not-found" },
        { "GET", "api/jobs/{0}/result", "job-not-found" },
        { "GET", "api/jobs/{0}/events", "job-not-found" },
        { "GET", "api/jobs/{0}/events?logs=true", "job-not-found" },
        { "GET", "api/jobs/{0}/log", "job-not-found" },
        { "POST", "api/jobs/{0}/cancel", "job-not-found" },
        { "POST", "api/jobs/{0}/retry", "job-not-found" },
        { "DELETE", "api/jobs/{0}", "job-not-found" },
        { "GET", "api/jobs/{0}/detail", "job-not-found" },
        { "GET", "api/groups/user:ann", "group-not-found" },
        { "GET", "api/stats?group=user:ann", "group-not-found" },
        { "POST", "api/groups/user:ann/cancel", "group-not-found" },
        { "POST", "api/groups/all/cancel", "group-not-found" },
        { "GET", "api/groups/user:ann/events", "group-not-found" },
        { "GET", "api/groups/all", "group-not-found" },
        { "GET", "api/groups/all/events?mode=summary", "group-not-found" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task WhoHasNoRightIsToldThatThereIsNoSuchThing(string method, string path, string code)
    {
        var address = string.Format(path, _id);
        using var response = await _host.SendAsync(new HttpMethod(method), $"{address}{(address.Contains('?') ? '&' : '?')}_user=eve").Within();

        await response.ShouldBeProblemAsync(code, 404);
        (await _host.Store.FindAsync([_id], default)).Single().State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task TheListsHoldOnlyWhatOneMaySee()
    {
        using var ofEve = await _host.GetAsync("api/jobs?_user=eve");
        using var ofAnn = await _host.GetAsync("api/jobs?_user=ann");
        using var ofEveById = await _host.GetAsync($"api/jobs?id={_id}&_user=eve");

        (await ofEveById.PageAsync()).Jobs.ShouldBeEmpty();
        (await ofEve.PageAsync()).Jobs.ShouldBeEmpty();
        (await ofAnn.PageAsync()).Jobs.ShouldHaveSingleItem().Id.ShouldBe(_id);
        (await _host.Http.GetStringAsync("api/groups?_user=eve")).ShouldBe("[]");
        (await _host.Http.GetStringAsync("api/groups?_user=ann")).ShouldBe("""["user:ann"]""");
    }

    [Fact]
    public async Task TheNumbersOfAllJobsNeedTheRightToAllOfThem()
    {
        using var ofAll = await _host.GetAsync("api/stats?_user=ann");
        using var ofMine = await _host.GetAsync("api/stats?group=user:ann&_user=ann");

        await ofAll.ShouldBeProblemAsync("forbidden", 403);
        (await ofMine.JsonAsync()).GetProperty("byState").GetProperty("running").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("eve", 0)]
    [InlineData("ann", 1)]
    public async Task OfManyJobsOnlyOnesOwnAreCanceledAndCounted(string user, int jobs)
    {
        using var content = new StringContent("""{"group":"all"}""", null, "application/json");
        using var response = await _host.Http.PostAsync($"api/jobs/cancel?_user={user}", content);

        var answer = await response.JsonAsync();
        (answer.GetProperty("matched").GetInt32(), answer.GetProperty("changed").GetInt32()).ShouldBe((jobs, jobs));
        ((await _host.Store.FindAsync([_id], default)).Single().CancelRequested is true).ShouldBe(jobs == 1);
    }

    [Fact]
    public async Task AJobIsNotPutIntoAGroupOfSomebodyElse()
    {
        using var content = new StringContent("""{"kind":"hold","groups":["user:ann"]}""", null, "application/json");
        using var response = await _host.Http.PostAsync("api/jobs?_user=eve", content);

        await response.ShouldBeProblemAsync("forbidden", 403);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/nightly")]
    [InlineData("PUT", "/nightly")]
    [InlineData("DELETE", "/nightly")]
    [InlineData("POST", "/nightly/pause")]
    [InlineData("POST", "/nightly/resume")]
    [InlineData("POST", "/nightly/trigger")]
    public async Task RecurringJobsAreForThoseWhoMayManageEveryJob(string method, string path)
    {
        using var response = await _host.SendAsync(new HttpMethod(method), $"api/recurring{path}?_user=ann");

        await response.ShouldBeProblemAsync("forbidden", 403);
    }

    [Fact]
    public async Task TheHubRefusesEachItemWithoutARightAndPushesNothingOfIt()
    {
        await using var eve = await ConnectAsync("eve");
        await using var ann = await ConnectAsync("ann");
        var (toEve, toAnn) = (0, new TaskCompletionSource());
        eve.On<IReadOnlyList<JobSnapshot>>(nameof(IJobHubClient.JobsChanged), _ => Interlocked.Increment(ref toEve));
        ann.On<IReadOnlyList<JobSnapshot>>(nameof(IJobHubClient.JobsChanged), jobs =>
        {
            if (jobs.Any(job => job.IsFinal()))
            {
                toAnn.TrySetResult();
            }
        });
        var request = new WatchRequest { Jobs = [new(_id.ToString())], Groups = [new("user:ann"), new("all")], Logs = [new(_id.ToString())] };

        var answerOfEve = await eve.InvokeAsync<WatchAnswer>(nameof(IJobHub.Watch), request);
        var answerOfAnn = await ann.InvokeAsync<WatchAnswer>(nameof(IJobHub.Watch), request);
        var cancel = await Should.ThrowAsync<HubException>(eve.InvokeAsync<JobSnapshot>(nameof(IJobHub.Cancel), new CancelRequest(_id.ToString())));
        _holds.LetGo(_id);
        await toAnn.Task.Within();

        answerOfEve.Refused.Select(refused => refused.Code).ShouldBe(["job-not-found", "group-not-found", "group-not-found", "job-not-found"]);
        answerOfEve.Jobs.ShouldBeEmpty();
        answerOfEve.Logs.ShouldBeEmpty();
        answerOfAnn.Logs.ShouldHaveSingleItem();
        answerOfEve.Groups.ShouldBeEmpty();
        answerOfAnn.Refused.ShouldHaveSingleItem().Group.ShouldBe("all");
        cancel.Message.ShouldContain("HubException: job-not-found: ");
        toEve.ShouldBe(0);
    }

    private async Task<HubConnection> ConnectAsync(string user)
    {
        var connection = SocketConnectionFactory.ToHub(new(_host.Address, $"hubs/jobs?_user={user}"));
        await connection.StartAsync();
        return connection;
    }
}
