using System.Net;
using System.Text;
using System.Text.Json;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Families;

/// <summary>Parents, continuations and batches over HTTP.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddNothing().AddCount().AddBroken();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task AFanOutWithItsContinuationIsOneRequest()
    {
        using var response = await BatchAsync("""
            {"jobs": [
              {"kind": "nothing", "ref": "whole"},
              {"kind": "count", "args": {"to": 3}, "parentId": "ref:whole", "weight": 5},
              {"kind": "broken", "parentId": "ref:whole"},
              {"kind": "nothing", "after": {"jobs": ["ref:whole"]}},
              {"kind": "nothing", "after": {"jobs": ["ref:whole"], "on": "any"}}
            ]}
            """);

        response.ShouldBe(HttpStatusCode.Accepted);
        var jobs = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<BatchAnswer>())!.Jobs;
        jobs.Select(answer => answer.Links.Self).ShouldBe(jobs.Select(answer => $"/api/jobs/{answer.Job.Id}"));
        var whole = jobs[0].Job.Id;
        jobs[1].Job.ParentId.ShouldBe(whole);
        var ended = await _host.UntilFinalAsync(whole);
        (ended.State, ended.Error?.Type, ended.Children).ShouldBe((JobState.Failed, "children-failed", new ChildCounts(2, 1, 1, 0)));
        (await _host.UntilFinalAsync(jobs[3].Job.Id)).Error?.Type.ShouldBe("after-failed");
        (await _host.UntilFinalAsync(jobs[4].Job.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AThousandJobsAreOneBatchAndOneMoreIsRefused()
    {
        using var most = await BatchAsync(Nothings(1000));
        using var more = await BatchAsync(Nothings(1001));
        using var none = await BatchAsync("""{"jobs":[]}""");

        most.ShouldBe(HttpStatusCode.Accepted);
        foreach (var refused in new[] { more, none })
        {
            (await refused.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("errors").TryGetProperty("jobs", out _).ShouldBeTrue();
        }

        await Eventually.TrueAsync(async () => (await _host.Store.ReadGroupAsync(null, default)).Count(job => job.State == JobState.Succeeded) == 1000);
    }

    [Theory]
    [InlineData("""{"kind":"count"}""", "invalid-request", 400, "jobs[1].args.to")]
    [InlineData("""{"kind":"nobody"}""", "unknown-kind", 400, "jobs[1].kind")]
    [InlineData("""{}""", "invalid-request", 400, "jobs[1].kind")]
    [InlineData("""null""", "invalid-request", 400, "jobs[1]")]
    [InlineData("""{"kind":"nothing","colour":"red"}""", "invalid-request", 400, "jobs[1].colour")]
    [InlineData("""{"kind":"nothing","groups":["a b"]}""", "invalid-group", 400, "jobs[1].groups[0]")]
    [InlineData("""{"kind":"nothing","priority":5000}""", "invalid-request", 400, "jobs[1].priority")]
    [InlineData("""{"kind":"nothing","weight":0}""", "invalid-request", 400, "jobs[1].weight")]
    [InlineData("""{"kind":"nothing","ref":"a"}""", "invalid-request", 400, "jobs[1].ref")]
    [InlineData("""{"kind":"nothing","ref":"a b"}""", "invalid-request", 400, "jobs[1].ref")]
    [InlineData("""{"kind":"nothing","parentId":"ref:b"}""", "invalid-request", 400, "jobs[1].parentId")]
    [InlineData("""{"kind":"nothing","parentId":"b"}""", "invalid-id", 400, "jobs[1].parentId")]
    [InlineData("""{"kind":"nothing","parentId":"019aa0d2-0000-7000-8000-000000000000"}""", "job-not-found", 404, "jobs[1].parentId")]
    [InlineData("""{"kind":"nothing","after":{"jobs":["ref:a","ref:self"]},"ref":"self"}""", "invalid-request", 400, "jobs[1].after.jobs[1]")]
    [InlineData("""{"kind":"nothing","after":{"jobs":["019aa0d2-0000-7000-8000-000000000000"]}}""", "invalid-request", 400, "jobs[1].after.jobs[0]")]
    [InlineData("""{"kind":"nothing","parentId":"ref:a","after":{"jobs":["ref:a"]}}""", "invalid-request", 400, "jobs[1].after.jobs[0]")]
    [InlineData("""{"kind":"nothing","childFailure":"maybe"}""", "invalid-request", 400, "jobs[1].childFailure")]
    [InlineData("""{"kind":"nothing","after":{"jobs":["ref:a"],"on":"failure"}}""", "invalid-request", 400, "jobs[1].after.on")]
    [InlineData("""{"kind":"nothing","after":{}}""", "invalid-request", 400, "jobs[1].after.jobs")]
    public async Task AWrongItemIsNamedAndNothingIsStored(string item, string code, int status, string member)
    {
        using var response = await BatchAsync($$"""{"jobs":[{"kind":"nothing","ref":"a"},{{item}}]}""");

        var problem = await response.ShouldBeProblemAsync(code, status);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([member]);
        (await _host.Store.ListAsync(new(), default)).Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task AFinalParentTakesNoChildren()
    {
        var parent = await _host.SubmitAsync("nothing");
        await _host.UntilFinalAsync(parent);

        using var response = await _host.SubmitTextAsync($$"""{"kind":"nothing","parentId":"{{parent}}"}""");

        (await response.ShouldBeProblemAsync("job-final", 409)).GetProperty("errors").TryGetProperty("parentId", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task ARefBelongsToABatch()
    {
        using var response = await _host.SubmitTextAsync("""{"kind":"nothing","ref":"a"}""");

        (await response.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("errors").TryGetProperty("ref", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task AJobThatWaitsShowsForWhatAndIsAnsweredAsItIsStored()
    {
        var held = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(held);
        using var waits = await _host.SubmitTextAsync($$$"""{"kind":"nothing","after":{"jobs":["{{{held}}}","{{{held}}}"]},"dueAt":"2999-01-01T00:00:00Z"}""");
        var job = JsonSerializer.Deserialize(await waits.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
        job.State.ShouldBe(JobState.Scheduled);
        job.DueAt!.Value.ShouldBe(new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1));
        job.WaitsFor.ShouldBe([held]);
        _holds.LetGo(held);
        await _host.UntilAsync(job.Id, now => now.WaitsFor is null && now.State == JobState.Scheduled);

        using var late = await _host.SubmitTextAsync($$$"""{"kind":"hold","after":{"jobs":["{{{held}}}"]}}""");

        var released = JsonSerializer.Deserialize(await late.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
        (released.WaitsFor, released.State).ShouldBeOneOf((null, JobState.Queued), (null, JobState.Running));
        _holds.LetGo(released.Id);
    }

    private static string Nothings(int count) => $$"""{"jobs":[{{string.Join(',', Enumerable.Repeat("""{"kind":"nothing"}""", count))}}]}""";

    private Task<HttpResponseMessage> BatchAsync(string body) =>
        _host.Http.PostAsync("api/jobs/batch", new StringContent(body, Encoding.UTF8, "application/json"));
}
