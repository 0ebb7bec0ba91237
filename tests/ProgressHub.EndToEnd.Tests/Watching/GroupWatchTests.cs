using System.Net;

namespace ProgressHub.EndToEnd.Tests.Watching;

public sealed class GroupWatchTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddCount().AddNothing().AddBroken();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task AGroupTellsItsJobsAndNoOthers()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var before = await _host.SubmitAsync("count", new { to = 3 }, "g:1");
        await _host.UntilFinalAsync(before);

        var answer = (await client.WatchAsync(new GroupWatch("g:1"))).Groups.Single();
        var during = await _host.SubmitAsync("count", new { to = 3 }, "g:1", "g:2");
        var other = await _host.SubmitAsync("count", new { to = 3 }, "g:2");
        await _host.UntilFinalAsync(other);

        answer.Jobs.ShouldHaveSingleItem().Id.ShouldBe(before);
        (answer.Summary.Total, answer.Summary.ByState["succeeded"]).ShouldBe((1, 1));
        await client.UntilToldAsync(job => job.Id == during && job.State is JobState.Succeeded);
        client.Jobs.ShouldAllBe(job => job.Id == during);
        client.Summaries.ShouldBeEmpty("mode jobs tells no roll-ups");
    }

    [Fact]
    public async Task AGroupInBothModesTellsItsJobsAndItsRollUp()
    {
        await using var client = await HubClient.ConnectAsync(_host);

        var answer = await client.WatchAsync(InBothModes("g:1"));
        var id = await _host.SubmitAsync("count", new { to = 3 }, "g:1");

        answer.Groups.Count.ShouldBe(2);
        await client.UntilToldAsync(job => job.Id == id && job.State is JobState.Succeeded);
        await Eventually.TrueAsync(() => client.Summary is { Total: 1 } summary && summary.ByState.GetValueOrDefault("succeeded") == 1);
        await client.UnwatchAsync(new UnwatchRequest { Groups = ["g:1"] });
        var later = await _host.SubmitAsync("nothing", null, "g:1");
        await _host.UntilFinalAsync(later);
        // The answer comes behind whatever was still on its way.
        (await client.WatchAsync(new JobWatch(later.ToString()))).Jobs.ShouldHaveSingleItem();
        client.Jobs.ShouldNotContain(job => job.Id == later);
    }

    [Fact]
    public async Task AModeThatIsNoneIsRefusedByItself()
    {
        await using var client = await HubClient.ConnectAsync(_host);

        var answer = await client.WatchAsync(new WatchRequest { Groups = [new("g:1", GroupMode.Unknown), new("g:2")] });

        answer.Refused.ShouldHaveSingleItem().ShouldBe(new WatchRefusal("invalid-request", "There is no such mode; use jobs or summary.") { Group = "g:1" });
        answer.Groups.ShouldHaveSingleItem().Summary.Name.ShouldBe(new GroupName("g:2"));
    }

    [Fact]
    public async Task TheGroupAllTellsEveryJob()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        await client.WatchAsync(InBothModes("all"));

        var alone = await _host.SubmitAsync("nothing");
        var grouped = await _host.SubmitAsync("nothing", null, "g:1");

        await client.UntilToldAsync(job => job.Id == alone && job.IsFinal());
        await client.UntilToldAsync(job => job.Id == grouped && job.IsFinal());
        await Eventually.TrueAsync(() => client.Summary is { Total: 2 } summary && summary.Name == new GroupName("all"));
    }

    [Theory]
    [InlineData("g:many")]
    [InlineData("all")]
    public async Task TheSummaryIsExactAfterAThousandJobsThatMovedWhileItWasRead(string group)
    {
        var early = Enumerable.Range(0, 500).Select(n => SubmitAsync(n));
        var submitting = Task.WhenAll(early);
        await using var client = await HubClient.ConnectAsync(_host);
        var answer = (await client.WatchAsync(new GroupWatch(group, GroupMode.Summary))).Groups.Single();
        answer.Jobs.ShouldBeEmpty();

        await Task.WhenAll(submitting, Task.WhenAll(Enumerable.Range(500, 500).Select(n => SubmitAsync(n))));

        await Eventually.TrueAsync(
            () => client.Summary is { Total: 1000 } s && s.ByState.GetValueOrDefault("succeeded") == 750 && s.ByState.GetValueOrDefault("failed") == 250,
            () => $"The summary is {string.Join(", ", client.Summary!.ByState)}; in the store there are {string.Join(", ", _host.Store.ReadGroupAsync(new("g:many"), default).Result.CountBy(member => member.State))}; the connection is {client.Connection.State}, over HTTP {_host.Http.GetStringAsync($"api/groups/{group}").Result}");
        client.Summary!.ByState.Count.ShouldBe(2);
        client.Summary.Fraction.ShouldBe(1);
        client.Jobs.ShouldBeEmpty("mode summary tells no jobs");

        Task<JobId> SubmitAsync(int n) => n % 4 == 3
            ? _host.Queue.EnqueueAsync("broken", new NothingArgs(), new() { Groups = [new("g:many")] })
            : _host.Queue.EnqueueAsync("nothing", new NothingArgs(), new() { Groups = [new("g:many")] });
    }

    [Fact]
    public async Task AJobThatIsRemovedOrRetriedMovesTheSummary()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        await client.WatchAsync(InBothModes("g:1"));
        var (first, second) = (await _host.SubmitAsync("broken", null, "g:1"), await _host.SubmitAsync("hold", null, "g:1"));
        await _host.UntilFinalAsync(first);
        await Eventually.TrueAsync(() => client.Summary is { Total: 2 } s && s.ByState.GetValueOrDefault("failed") == 1 && s.ByState.GetValueOrDefault("running") == 1);

        _holds.LetGo(second);
        await _host.UntilFinalAsync(second);
        using var removed = await _host.Http.DeleteAsync($"api/jobs/{first}");

        await Eventually.TrueAsync(() => client.Ended.Any(ended => ended.Jobs.Contains(first)));
        await Eventually.TrueAsync(() => client.Summary is { Total: 1 } s && s.ByState.GetValueOrDefault("succeeded") == 1);
        using var retried = await _host.Http.PostAsync($"api/jobs/{second}/retry", null);
        await client.UntilToldAsync(job => job.Id == second && job.IsFinal() && job.Version >> 32 > 1);
        await Eventually.TrueAsync(() => client.Summary is { Total: 1 } s && s.ByState.GetValueOrDefault("succeeded") == 1);
    }

    [Fact]
    public async Task AWatchAfterTheFirstReportTellsWhatWasReportedBefore()
    {
        var id = await _host.SubmitAsync("hold", null, "g:1");
        var context = await _holds.RunningAsync(id);
        context.Progress.Report(1, 4, "rows");
        await using var client = await HubClient.ConnectAsync(_host);

        var answer = (await client.WatchAsync(InBothModes("g:1"))).Groups[0];

        answer.Jobs.ShouldHaveSingleItem().Progress!.Total.ShouldBe(4);
        await Eventually.TrueAsync(() => (client.Summary ?? answer.Summary) is { WorkTotal: 4, Done: 1, Unit: "rows" });
        context.Progress.Report(3, 4);
        await Eventually.TrueAsync(() => client.Summary is { Done: 3 });
        _holds.LetGo(id);
    }

    [Fact]
    public async Task ABigGroupIsAnsweredInPartAndTheRestIsListed()
    {
        await Task.WhenAll(Enumerable.Range(0, 600).Select(_ =>
            _host.Queue.EnqueueAsync("nothing", new NothingArgs(), new() { Groups = [new("g:big")], Delay = TimeSpan.FromDays(1) })));
        await using var client = await HubClient.ConnectAsync(_host);

        var answer = (await client.WatchAsync(new GroupWatch("g:big"))).Groups.Single();

        answer.Jobs.Count.ShouldBe(500);
        answer.Summary.Total.ShouldBe(600);
        using var rest = await _host.Http.GetAsync($"api/jobs?group=g:big&limit=500&cursor={Uri.EscapeDataString(answer.NextCursor!)}");
        var page = await Api.Answers.PageAsync(rest);
        page.Jobs.Count.ShouldBe(100);
        page.Jobs.Select(job => job.Id).Intersect(answer.Jobs.Select(job => job.Id)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jobs", true)]
    [InlineData("summary", false)]
    public async Task TheEventsOfAGroupTellTheSame(string mode, bool withJobs)
    {
        using var response = await _host.Http.GetAsync($"api/groups/g:1/events?mode={mode}", HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var id = await _host.SubmitAsync("nothing", null, "g:1");

        var events = new List<string>();
        var (name, over) = ("", false);
        while (!over)
        {
            var line = await reader.ReadLineAsync().Within();
            if (line!.StartsWith("event: ", StringComparison.Ordinal))
            {
                events.Add(name = line[7..]);
            }

            over = withJobs
                ? name == "job" && line.Contains(id.ToString()) && line.Contains("\"succeeded\"")
                : name == "group" && line.Contains("\"succeeded\":1");
        }

        // Whatever the mode, a roll-up of the moment comes first.
        events[..2].ShouldBe(["store", "group"]);
        events[2..].ShouldAllBe(next => next == (withJobs ? "job" : "group"));
    }

    [Fact]
    public async Task TheSummaryOverHttpIsTheOneThatIsPushed()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        await client.WatchAsync(new GroupWatch("g:1", GroupMode.Summary));
        var id = await _host.SubmitAsync("count", new { to = 7 }, "g:1");
        await _host.UntilFinalAsync(id);
        await Eventually.TrueAsync(() => client.Summary?.ByState.GetValueOrDefault("succeeded") == 1);

        var read = await _host.Http.GetStringAsync("api/groups/g:1");
        var summary = System.Text.Json.JsonSerializer.Deserialize(read, ProtocolJson.TypeOf<GroupSummary>())!;

        (summary.Total, summary.Done, summary.WorkTotal, summary.Unit, summary.Fraction)
            .ShouldBe((client.Summary!.Total, client.Summary.Done, client.Summary.WorkTotal, client.Summary.Unit, client.Summary.Fraction));
        (await _host.Http.GetStringAsync("api/groups")).ShouldBe("""["g:1"]""");
    }

    private static WatchRequest InBothModes(string group) => new() { Groups = [new(group), new(group, GroupMode.Summary)] };
}
