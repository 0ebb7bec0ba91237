using System.Net;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class SubmitTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddCount().AddNothing();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task ASubmitIsAnsweredWithTheJobAndItIsStoredBefore()
    {
        using var response = await _host.SubmitTextAsync("""{"kind":"hold","groups":["user:42"],"priority":7,"maxAttempts":2}""");

        response.ShouldBe(HttpStatusCode.Accepted);
        var answer = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!;
        var job = answer.Job;
        response.Headers.Location!.OriginalString.ShouldBe($"/api/jobs/{job.Id}");
        response.Headers.RetryAfter.ShouldNotBeNull();
        answer.Links.ShouldBe(new JobLinks($"/api/jobs/{job.Id}", $"/api/jobs/{job.Id}/result", $"/api/jobs/{job.Id}/events", $"/api/jobs/{job.Id}/log", $"/api/jobs/{job.Id}/cancel"));
        (job.State, job.Version, job.Attempt, job.MaxAttempts, job.Priority).ShouldBe((JobState.Queued, 1, 0, 2, 7));
        job.Groups.ShouldBe([new GroupName("user:42")]);
        (await _host.Store.FindAsync([job.Id], default)).ShouldHaveSingleItem();
        _holds.LetGo(job.Id);
        (await _host.UntilFinalAsync(job.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task TheLocationAnswersTheJob()
    {
        using var submitted = await _host.SubmitTextAsync("""{"kind":"count","args":{"to":3}}""");
        using var read = await _host.GetAsync(submitted.Headers.Location!.OriginalString);

        read.ShouldBe(HttpStatusCode.OK);
        (await read.JobAsync()).Kind.ShouldBe("count");
    }

    [Fact]
    public async Task AJobThatIsDueLaterIsScheduledUntilThen()
    {
        using var response = await _host.SubmitTextAsync("""{"kind":"nothing","dueAt":"2999-01-01T00:00:00Z"}""");

        var job = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
        job.State.ShouldBe(JobState.Scheduled);
        job.DueAt.ShouldNotBeNull();
        (await _host.ReadAsync(job.Id)).State.ShouldBe(JobState.Scheduled);
    }

    [Fact]
    public async Task AJobThatWasDueAlreadyRunsAtOnce()
    {
        using var response = await _host.SubmitTextAsync("""{"kind":"nothing","dueAt":"2020-01-01T00:00:00Z"}""");

        var job = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
        (await _host.UntilFinalAsync(job.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task TheKindsAreListedWithTheSchemaOfTheirArguments()
    {
        using var response = await _host.GetAsync("api/kinds");

        var kinds = (await response.JsonAsync()).GetProperty("kinds").EnumerateArray().ToDictionary(kind => kind.GetProperty("name").GetString()!);
        kinds.Keys.ShouldBe(["count", "hold", "nothing"]);
        kinds["count"].GetProperty("args").GetProperty("properties").TryGetProperty("to", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task AServerThatCanTakeWorkIsLiveAndReady()
    {
        using var live = await _host.GetAsync("health/live");
        using var ready = await _host.GetAsync("health/ready");

        live.ShouldBe(HttpStatusCode.OK);
        ready.ShouldBe(HttpStatusCode.OK);
    }
}
