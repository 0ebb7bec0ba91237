using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>Recurring jobs over HTTP.</summary>
public sealed class RecurringTests : IAsyncLifetime
{
    private const string EverySecond = "* * * * * ?";
    private const string InAYear = "0 0 0 1 1 ? 2090";

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub => hub.AddCount().AddNothing());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ARecurringJobIsPutReadListedAndRemoved()
    {
        using var put = await PutAsync("nightly", """
            {"cron":"0 3 * * *","timeZone":"Europe/Berlin","kind":"count","args":{"to":3},"missed":"skip","groups":["user:1"],"priority":5,"maxAttempts":2}
            """);
        using var again = await PutAsync("nightly", """{"cron":"0 4 * * *","kind":"nothing"}""");
        using var read = await _host.GetAsync("api/recurring/nightly");
        using var list = await _host.GetAsync("api/recurring");
        using var removed = await _host.SendAsync(HttpMethod.Delete, "api/recurring/nightly");
        using var gone = await _host.GetAsync("api/recurring/nightly");

        put.ShouldBe(HttpStatusCode.Created);
        var first = await RecurrenceAsync(put);
        (first.Name, first.Cron, first.TimeZone, first.Kind, first.Missed, first.Priority, first.MaxAttempts, first.Paused, first.Source)
            .ShouldBe(("nightly", "0 3 * * *", "Europe/Berlin", "count", MissedRuns.Skip, 5, 2, false, RecurrenceSource.Api));
        first.Args.GetProperty("to").GetInt32().ShouldBe(3);
        first.Groups.ShouldBe([new GroupName("user:1")]);
        first.NextAt.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        again.ShouldBe(HttpStatusCode.OK);
        var second = await RecurrenceAsync(read);
        (second.Cron, second.TimeZone, second.Kind, second.Missed, second.Priority, second.MaxAttempts).ShouldBe(("0 4 * * *", "UTC", "nothing", MissedRuns.RunOnce, 0, null));
        second.NextAt.ShouldNotBeNull().Hour.ShouldBe(4);
        (await list.JsonAsync()).GetProperty("recurring").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("nightly");
        removed.ShouldBe(HttpStatusCode.NoContent);
        await gone.ShouldBeProblemAsync("recurring-not-found", 404);
    }

    [Fact]
    public async Task WhatIsAnsweredCanBeEditedAndSentBack()
    {
        using var put = await PutAsync("nightly", $$"""{"cron":"{{InAYear}}","kind":"nothing","paused":true}""");

        using var back = await PutAsync("nightly", (await put.Content.ReadAsStringAsync()).Replace("\"priority\":0", "\"priority\":7", StringComparison.Ordinal));

        back.ShouldBe(HttpStatusCode.OK);
        var nightly = await RecurrenceAsync(back);
        (nightly.Priority, nightly.Paused, nightly.NextAt).ShouldBe((7, true, null));
    }

    [Fact]
    public async Task ADueOneEnqueuesJobsThatCarryItsOptions()
    {
        using var put = await PutAsync("often", $$$"""{"cron":"{{{EverySecond}}}","kind":"count","args":{"to":2},"groups":["user:1"],"priority":5,"maxAttempts":2,"timeoutSeconds":90,"concurrencyKey":"user:1"}""");

        await Eventually.TrueAsync(async () => (await JobsAsync()).Count >= 3);

        var job = (await JobsAsync())[0];
        (job.Kind, job.Priority, job.MaxAttempts, job.Recurring, job.ConcurrencyKey).ShouldBe(("count", 5, 2, "often", "user:1"));
        job.Groups.ShouldBe([new GroupName("user:1")]);
        (await _host.UntilFinalAsync(job.Id)).State.ShouldBe(JobState.Succeeded);
        var often = await ReadAsync("often");
        (await JobsAsync()).Select(known => known.Id).ShouldContain(often.LastJobId!.Value);
        often.LastAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task APausedOneRestsUntilItIsResumed()
    {
        using var put = await PutAsync("often", $$"""{"cron":"{{EverySecond}}","kind":"nothing"}""");
        await Eventually.TrueAsync(async () => (await JobsAsync()).Count >= 1);

        using var paused = await _host.PostAsync("api/recurring/often/pause");
        using var pausedAgain = await _host.PostAsync("api/recurring/often/pause");
        var count = (await JobsAsync()).Count;
        using var ticking = await PutAsync("ticking", $$"""{"cron":"{{EverySecond}}","kind":"nothing"}""");
        // Two ticks of another one: the paused one had its chance.
        await Eventually.TrueAsync(async () => (await JobsAsync()).Count(job => job.Recurring == "ticking") >= 2);
        (await JobsAsync()).Count(job => job.Recurring == "often").ShouldBe(count);
        using var resumed = await _host.PostAsync("api/recurring/often/resume");
        await Eventually.TrueAsync(async () => (await JobsAsync()).Count(job => job.Recurring == "often") > count);

        foreach (var answer in (HttpResponseMessage[])[paused, pausedAgain])
        {
            answer.ShouldBe(HttpStatusCode.OK);
            var often = await RecurrenceAsync(answer);
            (often.Paused, often.NextAt).ShouldBe((true, null));
        }

        var going = await RecurrenceAsync(resumed);
        going.Paused.ShouldBeFalse();
        going.NextAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task ATriggerEnqueuesAJobAtOnceAndLeavesTheNextTime()
    {
        using var put = await PutAsync("yearly", $$"""{"cron":"{{InAYear}}","kind":"nothing"}""");
        using var triggered = await _host.PostAsync("api/recurring/yearly/trigger");

        triggered.ShouldBe(HttpStatusCode.Accepted);
        var job = JsonSerializer.Deserialize(await triggered.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
        triggered.Headers.Location!.OriginalString.ShouldBe($"/api/jobs/{job.Id}");
        job.Recurring.ShouldBe("yearly");
        (await _host.UntilFinalAsync(job.Id)).State.ShouldBe(JobState.Succeeded);
        var yearly = await ReadAsync("yearly");
        yearly.RecentJobIds.ShouldBe([job.Id]);
        (yearly.LastJobId, yearly.NextAt).ShouldBe((job.Id, (await RecurrenceAsync(put)).NextAt));
    }

    [Theory]
    [InlineData("""{"kind":"nothing"}""", "invalid-request", "cron", "missing")]
    [InlineData("""{"cron":"0 3 * *","kind":"nothing"}""", "invalid-request", "cron", "4 fields")]
    [InlineData("""{"cron":"0 0 3 ? * 1","kind":"nothing"}""", "invalid-request", "cron", "SUN or MON")]
    [InlineData("""{"cron":"0 0 30 2 *","kind":"nothing"}""", "invalid-request", "cron", "never")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","timeZone":"Europe/Berln"}""", "invalid-request", "timeZone", "Europe/Berlin")]
    [InlineData("""{"cron":"0 3 * * *"}""", "invalid-request", "kind", "kind")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothign"}""", "unknown-kind", "kind", "nothing")]
    [InlineData("""{"cron":"0 3 * * *","kind":"count","args":{"to":"x"}}""", "invalid-request", "args.to", "to")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","missed":"never"}""", "invalid-request", "missed", "runOnce or skip")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","priority":1001}""", "invalid-request", "priority", "1000")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","maxAttempts":0}""", "invalid-request", "maxAttempts", "1 to 100")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","timeoutSeconds":0}""", "invalid-request", "timeoutSeconds", "1 s to 30 days")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","concurrencyKey":"a b"}""", "invalid-request", "concurrencyKey", "a b")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","groups":["all"]}""", "invalid-group", "groups", "all")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","groups":["a b"]}""", "invalid-group", "groups[0]", "a b")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","name":"other"}""", "invalid-request", "name", "other")]
    [InlineData("""{"cron":"0 3 * * *","kind":"nothing","corn":"x"}""", "invalid-request", "corn", "corn")]
    public async Task AWrongMemberIsNamedAndNothingIsStored(string body, string code, string member, string word)
    {
        using var response = await PutAsync("wrong", body);

        var problem = await response.ShouldBeProblemAsync(code, 400);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([member]);
        problem.GetProperty("detail").GetString()!.ShouldContain(word);
        (await _host.Http.GetStringAsync("api/recurring")).ShouldBe("""{"recurring":[]}""");
    }

    [Fact]
    public async Task AnUnknownOneIsNotFoundAndAWrongNameIsTold()
    {
        foreach (var (method, rest) in ((HttpMethod, string)[])[(HttpMethod.Get, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/pause"), (HttpMethod.Post, "/resume"), (HttpMethod.Post, "/trigger")])
        {
            using var unknown = await _host.SendAsync(method, $"api/recurring/nobody{rest}");
            using var wrong = await _host.SendAsync(method, $"api/recurring/a%20b{rest}");
            await unknown.ShouldBeProblemAsync("recurring-not-found", 404);
            (await wrong.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("errors").TryGetProperty("name", out _).ShouldBeTrue();
        }
    }

    private async Task<IReadOnlyList<JobSnapshot>> JobsAsync()
    {
        using var response = await _host.GetAsync("api/jobs?limit=500");
        return (await response.PageAsync()).Jobs;
    }

    private async Task<Recurrence> ReadAsync(string name)
    {
        using var response = await _host.GetAsync($"api/recurring/{name}");
        return await RecurrenceAsync(response);
    }

    private async Task<HttpResponseMessage> PutAsync(string name, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _host.Http.PutAsync($"api/recurring/{name}", content);
    }

    private static async Task<Recurrence> RecurrenceAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync(ProtocolJson.TypeOf<Recurrence>()))!;
}
