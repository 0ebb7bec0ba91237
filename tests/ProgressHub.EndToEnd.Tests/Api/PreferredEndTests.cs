using System.Net;
using System.Text;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>A submit that would rather wait: one request for a job that is short, and no worse than any other for one that is not.</summary>
public sealed class PreferredEndTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            hub.AddCount().AddBroken();
            _holds.AddTo(hub);
        },
        options => options.Poll.MaxWaiters = 1);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task AJobThatEndsInTimeIsAnsweredWithItsResult()
    {
        using var response = await SubmitAsync("""{"kind":"count","args":{"to":3}}""", wait: 60);

        response.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=60"]);
        response.Headers.RetryAfter.ShouldBeNull();
        var job = await JobAsync(response);
        response.Headers.Location!.OriginalString.ShouldBe($"/api/jobs/{job.Id}");
        (job.State, job.Result!.Value.GetProperty("reached").GetInt32()).ShouldBe((JobState.Succeeded, 3));
    }

    [Fact]
    public async Task AJobThatFailsIsAnsweredWithItsError()
    {
        using var response = await SubmitAsync("""{"kind":"broken"}""", wait: 60);

        response.ShouldBe(HttpStatusCode.OK);
        (await JobAsync(response)).Error.ShouldNotBeNull().Message.ShouldBe("It cannot work.");
    }

    [Fact]
    public async Task AJobThatTakesLongerIsAnsweredAsItIs()
    {
        using var response = await SubmitAsync("""{"kind":"hold"}""", wait: 1);

        response.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=1"]);
        response.Headers.RetryAfter.ShouldNotBeNull();
        _holds.LetGo((await JobAsync(response)).Id);
    }

    [Fact]
    public async Task AnExternalJobIsAnsweredAtOnceWithItsToken()
    {
        using var response = await SubmitAsync("""{"kind":"elsewhere","external":true}""", wait: 60).Within();

        response.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
        (await response.JsonAsync()).GetProperty("reportToken").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    [Trait("Invariant", "11 No group without a right")]
    public async Task WhoMayNotWatchTheJobLearnsNothingOfItsEnd()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddCount().AuthorizeGroups((_, group, operation) => group.Value == "drop" && operation is JobOperation.Submit));

        using var response = await SubmitAsync("""{"kind":"count","args":{"to":3},"groups":["drop"]}""", wait: 60, host).Within();

        response.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
        (await JobAsync(response)).Result.ShouldBeNull();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task WhereTooManyWaitTheSubmitIsAnsweredAtOnceAndNotRefused()
    {
        var waiting = SubmitAsync("""{"kind":"hold"}""", wait: 60);
        var waiters = (Http.PollWaiters)_host.Services.GetService(typeof(Http.PollWaiters))!;
        await Eventually.TrueAsync(() => waiters.Count == 1);

        using var response = await SubmitAsync("""{"kind":"hold","groups":["second"]}""", wait: 60).Within();

        response.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
        foreach (var job in (await _host.Store.ListAsync(new Storage.JobSearch(), default)).Jobs)
        {
            _holds.LetGo(job.Id);
        }

        using var first = await waiting.Within();
        first.ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(() => waiters.Count == 0);
    }

    [Fact]
    public async Task TheLocationIsTheResultWhereThatIsAskedFor()
    {
        using var response = await SubmitAsync("""{"kind":"count","args":{"to":3}}""", wait: null, path: "api/jobs?location=result");
        using var other = await SubmitAsync("""{"kind":"count","args":{"to":3}}""", wait: null, path: "api/jobs?location=log");

        response.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location!.OriginalString.ShouldBe($"/api/jobs/{(await JobAsync(response)).Id}/result");
        await other.ShouldBeProblemAsync("invalid-request", 400);
    }

    private Task<HttpResponseMessage> SubmitAsync(string body, int? wait, TestHost? host = null, string path = "api/jobs")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (wait is { } seconds)
        {
            request.Headers.TryAddWithoutValidation("Prefer", $"wait={seconds}");
        }

        return (host ?? _host).Http.SendAsync(request);
    }

    private static async Task<JobSnapshot> JobAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
}
