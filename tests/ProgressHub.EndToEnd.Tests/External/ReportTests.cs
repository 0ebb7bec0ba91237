using System.Text.Json;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.External;

/// <summary>What becomes of a job that runs elsewhere, seen by who reports on it and by who watches it.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub => hub.AddCount(), options => options.Lease.Duration = TimeSpan.FromSeconds(45));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task TheAnswerToTheSubmitHasTheTokenAndNoCacheKeepsIt()
    {
        using var response = await Reporter.PostAsync(_host.Http, "api/jobs", """{"kind":"elsewhere","external":true,"args":{"any":[1,2]},"groups":["g"]}""", null);

        ((int)response.StatusCode).ShouldBe(202);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var body = await response.JsonAsync();
        body.GetProperty("reportToken").GetString()!.ShouldMatch("^phr_[A-Za-z0-9_-]{43}$");
        body.GetProperty("leaseSeconds").GetDouble().ShouldBe(45);
        var job = body.GetProperty("job");
        (job.GetProperty("state").GetString(), job.GetProperty("external").GetBoolean(), job.GetProperty("attempt").GetInt32()).ShouldBe(("queued", true, 0));
        var detail = await _host.Http.GetStringAsync($"api/jobs/{job.GetProperty("id").GetString()}/detail");
        JsonElement.Parse(detail).GetProperty("args").GetProperty("any").GetArrayLength().ShouldBe(2);
        detail.ShouldNotContain("phr_");
    }

    [Fact]
    public async Task AnInternalJobHasNoTokenAndABatchMayHaveBoth()
    {
        using var response = await Reporter.PostAsync(_host.Http, "api/jobs/batch", """
            {"jobs":[{"kind":"count","args":{"to":1}},{"kind":"elsewhere","external":true,"leaseSeconds":7.5,"ref":"a"},{"kind":"elsewhere","external":true,"parentId":"ref:a"}]}
            """, null);

        var answers = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<BatchAnswer>())!.Jobs;
        answers.Select(answer => answer.LeaseSeconds).ShouldBe([null, 7.5, 45]);
        answers[0].ReportToken.ShouldBeNull();
        var (parent, child) = (Reporter.Of(answers[1]), Reporter.Of(answers[2]));
        await parent.ReportAsync(_host.Http, "{}", "complete");
        (await _host.ReadAsync(parent.Id)).State.ShouldBe(JobState.Running);
        await child.ReportAsync(_host.Http, "{}", "complete");
        (await _host.UntilFinalAsync(parent.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "6 Conflation drops nothing that matters")]
    public async Task MembersThatAreAbsentStayAndTheFractionFollowsFromTheWeights()
    {
        var reporter = await Reporter.SubmitAsync(_host.Http);
        await reporter.ReportAsync(_host.Http, """{"seq":1,"unit":"files","total":50,"message":"begins","counters":{"ok":1}}""");
        await reporter.ReportAsync(_host.Http, """{"seq":2,"done":10,"counters":{"bad":2}}""");
        var job = await _host.ReadAsync(reporter.Id);
        (job.Progress!.Done, job.Progress.Total, job.Progress.Unit, job.Progress.Message, job.Progress.Fraction).ShouldBe((10, 50, "files", "begins", 0.2));
        job.Counters.ShouldBe(new Dictionary<string, long> { ["bad"] = 2, ["ok"] = 1 });

        await reporter.ReportAsync(_host.Http, """
            {"seq":3,"stages":[{"name":"a","weight":3},{"name":"a1","depth":2},{"name":"a2","depth":2},{"name":"b"}],"stage":"a1"}
            """);
        await reporter.ReportAsync(_host.Http, """{"seq":4,"stages":[{"name":"a"},{"name":"a1","depth":2,"done":1,"total":2}]}""");
        var staged = (await _host.ReadAsync(reporter.Id)).Progress!;
        staged.Stages!.Select(stage => (stage.Name, stage.Depth, stage.State)).ShouldBe(
            [("a", null, StageState.Running), ("a1", 2, StageState.Running), ("a2", 2, StageState.Waiting), ("b", null, StageState.Waiting)]);
        (staged.Fraction, staged.Stage).ShouldBe((0.2, "a1"));

        await reporter.ReportAsync(_host.Http, """{"seq":5,"stage":"b"}""");
        (await _host.ReadAsync(reporter.Id)).Progress!.Fraction.ShouldBe(0.75);
    }

    [Fact]
    public async Task AnEmptyReportKeepsTheLeaseAndMakesNoVersion()
    {
        var reporter = await Reporter.SubmitAsync(_host.Http);
        var begun = await reporter.ReportAsync(_host.Http, "{}");
        var job = await _host.ReadAsync(reporter.Id);
        (job.State, job.Attempt, job.Node, job.ReportedAt).ShouldBe((JobState.Running, 1, "external", null));

        (await reporter.ReportAsync(_host.Http, "{}")).ShouldBe(begun);
        (await reporter.ReportAsync(_host.Http, """{"seq":1}""")).ShouldBe(begun);
    }

    [Fact]
    public async Task AFailedAttemptMayBeFollowedByAnother()
    {
        var reporter = await Reporter.SubmitAsync(_host.Http, """,   "maxAttempts":2""");
        await reporter.ReportAsync(_host.Http, """{"seq":1,"fraction":0.9}""");
        await reporter.ReportAsync(_host.Http, """{"error":{"type":"disk","message":"It is full."},"retry":true}""", "fail");
        (await _host.ReadAsync(reporter.Id)).State.ShouldBeOneOf(JobState.Scheduled, JobState.Queued);

        await reporter.ReportAsync(_host.Http, """{"seq":2,"fraction":0.1}""");
        var again = await _host.ReadAsync(reporter.Id);
        (again.State, again.Attempt, again.Progress!.Fraction).ShouldBe((JobState.Running, 2, 0.1));
        await reporter.ReportAsync(_host.Http, """{"error":{"type":"disk","message":"It is full."},"retry":true}""", "fail");

        var final = await _host.ReadAsync(reporter.Id);
        (final.State, final.Error!.Type).ShouldBe((JobState.Failed, "disk"));
        using var detail = await _host.GetAsync($"api/jobs/{reporter.Id}/detail");
        (await detail.JsonAsync()).GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString()).ShouldBe(["failed", "failed"]);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task ARetryGivesAnotherTokenAndTheOldOneIsToldToStop()
    {
        var first = await Reporter.SubmitAsync(_host.Http);
        await first.ReportAsync(_host.Http, """{"error":{"message":"No."}}""", "fail");
        using var bulk = await Reporter.PostAsync(_host.Http, "api/jobs/retry", """{"group":"all"}""", null);
        (await bulk.JsonAsync()).GetProperty("changed").GetInt32().ShouldBe(0);

        using var retry = await _host.PostAsync($"api/jobs/{first.Id}/retry");
        ((int)retry.StatusCode).ShouldBe(202);
        var body = await retry.JsonAsync();
        var second = new Reporter(first.Id, body.GetProperty("reportToken").GetString());
        (body.GetProperty("state").GetString(), body.GetProperty("leaseSeconds").GetDouble()).ShouldBe(("queued", 45));

        foreach (var command in (string[])["report", "complete", "canceled"])
        {
            using var stale = await first.SendAsync(_host.Http, "{}", command);
            await stale.ShouldBeProblemAsync("stale-attempt", 409);
        }

        await second.ReportAsync(_host.Http, """{"seq":1,"done":1}""");
        await second.ReportAsync(_host.Http, "{}", "complete");
        (await _host.ReadAsync(first.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task ASubmitWhoseAnswerWasLostIsRepeatedAndGetsATokenThatCounts()
    {
        var lost = await SubmitAsync();
        var second = await SubmitAsync();
        second.Id.ShouldBe(lost.Id);
        using var stale = await lost.SendAsync(_host.Http, "{}");
        await stale.ShouldBeProblemAsync("stale-attempt", 409);

        await second.ReportAsync(_host.Http, """{"seq":1}""");

        // Somebody runs it now.
        (await SubmitAsync()).Token.ShouldBeNull();
        await second.ReportAsync(_host.Http, """{"seq":2}""");

        async Task<Reporter> SubmitAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/jobs") { Content = new StringContent("""{"kind":"elsewhere","external":true}""", null, "application/json") };
            request.Headers.Add("Idempotency-Key", "\"k\"");
            using var response = await _host.Http.SendAsync(request);
            return Reporter.Of(JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!);
        }
    }

    [Fact]
    public async Task ACancelRequestComesBackWithTheNextReportAndEndsAtOnceWhatNobodyRuns()
    {
        var (running, unbegun) = (await Reporter.SubmitAsync(_host.Http), await Reporter.SubmitAsync(_host.Http));
        (await running.ReportAsync(_host.Http, """{"seq":1,"done":1}""")).CancelRequested.ShouldBeFalse();

        using var asked = await _host.PostAsync($"api/jobs/{running.Id}/cancel");
        ((int)asked.StatusCode).ShouldBe(202);
        (await asked.JobAsync()).CancelRequested.ShouldBe(true);
        (await running.ReportAsync(_host.Http, """{"seq":2,"done":2}""")).CancelRequested.ShouldBeTrue();
        (await running.ReportAsync(_host.Http, "{}")).CancelRequested.ShouldBeTrue();
        await running.ReportAsync(_host.Http, """{"seq":3,"message":"stopped"}""", "canceled");
        var canceled = await _host.ReadAsync(running.Id);
        (canceled.State, canceled.Progress!.Message).ShouldBe((JobState.Canceled, "stopped"));

        using var ended = await _host.PostAsync($"api/jobs/{unbegun.Id}/cancel");
        ((int)ended.StatusCode).ShouldBe(200);
        using var late = await unbegun.SendAsync(_host.Http, """{"seq":1}""");
        await late.ShouldBeProblemAsync("job-final", 409);
    }

    [Fact]
    public async Task ALostJobGoesOnWithTheNextReport()
    {
        var reporter = await Reporter.SubmitAsync(_host.Http, """,  "leaseSeconds":5,"onLost":"wait" """);
        await reporter.ReportAsync(_host.Http, """{"seq":1,"done":1,"total":4}""");
        var watched = new Observer(reporter.Id, new Ledger());
        using var stop = new CancellationTokenSource();
        var following = _host.Hub().FollowAsync(watched, stop.Token);

        await Eventually.TrueAsync(() => watched.Newest?.LostAt is not null);
        await reporter.ReportAsync(_host.Http, "{}");

        await Eventually.TrueAsync(() => watched.Newest is { LostAt: null, State: JobState.Running, Progress.Done: 1 });
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task ManyReportsAreConflatedAndTheLastIsSeenByAll()
    {
        var reporter = await Reporter.SubmitAsync(_host.Http);
        using var stop = new CancellationTokenSource();
        var ledger = new Ledger();
        var ways = _host.AllWays();
        List<Observer> observers = [.. ways.Select(_ => new Observer(reporter.Id, ledger))];
        var following = ways.Zip(observers, (way, observer) => way.FollowAsync(observer, stop.Token)).ToList();
        await Eventually.TrueAsync(() => observers.TrueForAll(observer => observer.Newest is not null));

        for (var n = 1; n <= 500; n++)
        {
            await reporter.ReportAsync(_host.Http, $$"""{"seq":{{n}},"done":{{n}},"total":500}""");
        }

        var polled = await _host.ReadAsync(reporter.Id);
        polled.Progress!.Done.ShouldBe(500);
        await Eventually.TrueAsync(() => observers.TrueForAll(observer => observer.Known == polled.Version));
        observers[0].Versions.Count.ShouldBeLessThan(500);
        ledger.Faults.ShouldBeEmpty();
        await stop.CancelAsync();
        await Task.WhenAll(following);
    }
}
