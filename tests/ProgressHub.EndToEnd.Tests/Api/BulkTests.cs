using System.Net;
using System.Text;
using System.Text.Json;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class BulkTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddNothing().AddBroken();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ThousandsOfJobsAreCanceledByOneRequest()
    {
        const int Many = 5000;
        var now = DateTimeOffset.UtcNow;
        var jobs = Enumerable.Range(0, Many).Select(n => new NewJob(
            new JobSnapshot { Id = JobId.New(now), Kind = "later", State = n % 2 == 0 ? JobState.Queued : JobState.Scheduled, Version = 1, MaxAttempts = 3, CreatedAt = now, DueAt = now.AddDays(n % 2) },
            Encoding.UTF8.GetBytes("{}"))).ToArray();
        await _host.Store.EnqueueAsync(jobs, default);
        var kept = await _host.SubmitAsync("hold");

        (await ChangeAsync("api/jobs/cancel", """{"kind":["later"],"dryRun":true}""")).ShouldBe(new BulkAnswer(Many, 0));
        (await ChangeAsync("api/jobs/cancel", """{"kind":["later"]}""")).ShouldBe(new BulkAnswer(Many, Many));
        (await ChangeAsync("api/jobs/cancel", """{"kind":["later"]}""")).ShouldBe(new BulkAnswer(0, 0));

        (await _host.Store.ReadStatsAsync(new StatsScope("later"), default)).ByState.ShouldBe(new Dictionary<string, long> { ["canceled"] = Many });
        (await _host.ReadAsync(kept)).CancelRequested.ShouldBeNull();
    }

    [Fact]
    public async Task RunningJobsAreAskedToStop()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _host.SubmitAsync("hold", groups: "g:1")));
        foreach (var id in ids)
        {
            await _holds.RunningAsync(id);
        }

        using var response = await _host.PostAsync("api/groups/g:1/cancel");

        response.ShouldBe(HttpStatusCode.Accepted);
        (await AnswerAsync(response)).ShouldBe(new BulkAnswer(3, 3));
        foreach (var id in ids)
        {
            (await _host.UntilFinalAsync(id)).State.ShouldBe(JobState.Canceled);
        }
    }

    [Fact]
    public async Task FailedJobsRunAgainAndThoseThatSucceededOnlyWhenNamed()
    {
        var good = await _host.UntilFinalAsync(await _host.SubmitAsync("nothing"));
        var bad = await _host.UntilFinalAsync(await _host.SubmitAsync("broken"));

        (await ChangeAsync("api/jobs/retry", """{"group":"all"}""")).ShouldBe(new BulkAnswer(1, 1));
        (await _host.UntilAsync(bad.Id, job => job.IsFinal() && job.Version > bad.Version)).State.ShouldBe(JobState.Failed);
        (await _host.ReadAsync(good.Id)).Version.ShouldBe(good.Version);

        (await ChangeAsync("api/jobs/retry", """{"state":["succeeded"]}""")).ShouldBe(new BulkAnswer(1, 1));
        await _host.UntilAsync(good.Id, job => job.IsFinal() && job.Version > good.Version);
    }

    [Fact]
    public async Task OnlyJobsFromBeforeTheCutOffAreChanged()
    {
        await _host.UntilFinalAsync(await _host.SubmitAsync("broken"));

        (await ChangeAsync("api/jobs/retry", """{"createdBefore":"2020-01-01T00:00:00Z"}""")).ShouldBe(new BulkAnswer(0, 0));
        (await ChangeAsync("api/jobs/retry", """{"createdAfter":"2020-01-01T00:00:00Z","createdBefore":"2999-01-01T00:00:00Z","q":"cannot"}""")).ShouldBe(new BulkAnswer(1, 1));
    }

    [Fact]
    public async Task JobsThatAreNamedAreChangedAndOthersAreNot()
    {
        var (one, other) = (await _host.SubmitAsync("hold"), await _host.SubmitAsync("hold"));
        var ended = await _host.UntilFinalAsync(await _host.SubmitAsync("nothing"));
        var ids = $$"""{"ids":["{{one}}","{{ended.Id}}","{{JobId.New(DateTimeOffset.UtcNow)}}"]""";

        (await ChangeAsync("api/jobs/cancel", $$"""{{ids}},"dryRun":true}""")).ShouldBe(new BulkAnswer(2, 0));
        var answer = await ChangeAsync("api/jobs/cancel", $$"""{{ids}}}""");
        (answer with { Unchanged = null }).ShouldBe(new BulkAnswer(2, 1));
        answer.Unchanged.ShouldBe([ended.Id]);

        (await _host.UntilFinalAsync(one)).State.ShouldBe(JobState.Canceled);
        (await _host.ReadAsync(other)).CancelRequested.ShouldBeNull();
        (await ChangeAsync("api/jobs/retry", $$"""{"ids":["{{ended.Id}}"]}""")).ShouldBe(new BulkAnswer(1, 1));
    }

    [Theory]
    [InlineData("api/jobs/cancel", """{"ids":[]}""", "ids")]
    [InlineData("api/jobs/cancel", """{"ids":["019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11"],"kind":["a"]}""", "ids")]
    [InlineData("api/jobs/cancel", "{}", "body")]
    [InlineData("api/jobs/cancel", """{"dryRun":true}""", "body")]
    [InlineData("api/jobs/retry", "{}", "body")]
    [InlineData("api/jobs/cancel", """{"kind":[]}""", "kind")]
    [InlineData("api/jobs/cancel", """{"state":["queued","done"]}""", "state[1]")]
    [InlineData("api/jobs/cancel", """{"state":["failed"]}""", "state[0]")]
    [InlineData("api/jobs/retry", """{"state":["running"]}""", "state[0]")]
    [InlineData("api/jobs/cancel", """{"kinds":["a"]}""", "kinds")]
    [InlineData("api/jobs/cancel", """{"kind":"a"}""", "kind")]
    public async Task AFilterThatIsNoneIsRefused(string path, string body, string member)
    {
        using var response = await PostAsync(path, body);

        var problem = await response.ShouldBeProblemAsync("invalid-request", 400);
        problem.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(problem.GetRawText());
    }

    [Fact]
    public async Task AGroupWithoutJobsIsNotFound()
    {
        using var response = await _host.PostAsync("api/groups/nobody/cancel");

        await response.ShouldBeProblemAsync("group-not-found", 404);
    }

    private async Task<BulkAnswer> ChangeAsync(string path, string body)
    {
        using var response = await PostAsync(path, body);
        response.ShouldBe(HttpStatusCode.OK);
        return await AnswerAsync(response);
    }

    private static async Task<BulkAnswer> AnswerAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<BulkAnswer>())!;

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _host.Http.PostAsync(path, content);
    }
}
