using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ProgressHub.EndToEnd.Tests.Api;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Flow;

/// <summary>A submit that is repeated under its key stores one job.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Count = """{"kind":"count","args":{"to":3}}""";

    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            hub.AddCount();
            _holds.AddTo(hub);
        },
        configure: static app => app.Use((http, next) =>
        {
            if (http.Request.Headers.TryGetValue("X-User", out var user))
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.ToString())], "test"));
            }

            return next(http);
        }));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task TwoHundredCallersWithOneKeyGetOneJob()
    {
        var calls = Enumerable.Range(0, 200).Select(_ => SubmitAsync(Count, "\"c-17\""));

        var answers = await Task.WhenAll(calls);

        var ids = new List<JobId>();
        foreach (var answer in answers)
        {
            answer.ShouldBe(HttpStatusCode.Accepted);
            ids.Add((await JobAsync(answer)).Id);
        }

        ids.Count.ShouldBe(200);
        ids.Distinct().ShouldHaveSingleItem();
        (await _host.Store.ListAsync(new JobSearch(), default)).Jobs.ShouldHaveSingleItem().Id.ShouldBe(ids[0]);
    }

    [Fact]
    public async Task ARepeatedSubmitIsAnsweredWithTheJobAsItIsNow()
    {
        var first = await JobAsync(await SubmitAsync("""{"kind":"hold"}""", "\"k\""));
        await _holds.RunningAsync(first.Id);
        await _host.UntilAsync(first.Id, job => job.Progress is not null);

        using var again = await SubmitAsync("""{"kind":"hold"}""", "\"k\"");

        again.ShouldBe(HttpStatusCode.Accepted);
        again.Headers.Location!.OriginalString.ShouldBe($"/api/jobs/{first.Id}");
        var job = await JobAsync(again);
        (job.Id, job.State).ShouldBe((first.Id, JobState.Running));
        job.Progress.ShouldNotBeNull().Message.ShouldBe("held");
    }

    [Theory]
    [InlineData("\"k\"", "k")]
    [InlineData("\"a\\\"b\"", "a\"b")]
    [InlineData("\"a\\\\b\"", "a\\b")]
    [InlineData("\"a,b\"", " a,b ")]
    public async Task AQuotedKeyAndTheBareOneAreTheSame(string quoted, string bare)
    {
        var first = await JobAsync(await SubmitAsync(Count, quoted));
        var second = await JobAsync(await SubmitAsync(Count, bare));

        second.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task SpacesOrderAndDefaultsOfTheBodyDoNotMatter()
    {
        var first = await JobAsync(await SubmitAsync("""{"kind":"count","args":{"to":3,"stepMs":0},"dueAt":"2999-01-01T00:00:00Z"}""", "k"));
        var second = await JobAsync(await SubmitAsync("""{ "dueAt": "2999-01-01T01:00:00+01:00", "priority": 0, "args": { "stepMs": 0, "to": 3 }, "kind": "count" }""", "k"));

        second.Id.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData("""{"kind":"count","args":{"to":4}}""")]
    [InlineData("""{"kind":"count","args":{"to":3},"priority":1}""")]
    [InlineData("""{"kind":"count","args":{"to":3},"concurrencyKey":"tenant:42"}""")]
    [InlineData("""{"kind":"count","args":{"to":3},"dueAt":"2999-01-01T00:00:00Z"}""")]
    [InlineData("""{"kind":"hold"}""")]
    public async Task TheSameKeyWithAnotherBodyIsRefused(string other)
    {
        await SubmitAsync(Count, "\"k\"");

        using var refused = await SubmitAsync(other, "\"k\"");

        (await refused.ShouldBeProblemAsync("idempotency-key-reused", 422)).GetProperty("cure").GetString()!.ShouldContain("new key");
        (await _host.Store.ListAsync(new JobSearch(), default)).Jobs.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"a")]
    [InlineData("\"a\"b\"")]
    [InlineData("\"a\\\"")]
    [InlineData("\"a\\b\"")]
    [InlineData("\"a\"; q=1")]
    [InlineData("a b")]
    public async Task AKeyThatIsNoneIsRefused(string key)
    {
        using var refused = await SubmitAsync(Count, key);

        (await refused.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("errors").TryGetProperty("Idempotency-Key", out _).ShouldBeTrue();
        (await _host.Store.ListAsync(new JobSearch(), default)).Jobs.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AKeyHasAtMost128Characters()
    {
        using var enough = await SubmitAsync(Count, new string('k', 128));
        using var tooLong = await SubmitAsync(Count, new string('k', 129));

        enough.ShouldBe(HttpStatusCode.Accepted);
        await tooLong.ShouldBeProblemAsync("invalid-request", 400);
    }

    [Fact]
    public async Task EachCallerHasKeysOfItsOwn()
    {
        var anna = await JobAsync(await SubmitAsync(Count, "k", "anna"));
        var ben = await JobAsync(await SubmitAsync(Count, "k", "ben"));
        var again = await JobAsync(await SubmitAsync(Count, "k", "anna"));
        var nobody = await JobAsync(await SubmitAsync(Count, "k"));

        again.Id.ShouldBe(anna.Id);
        new[] { anna.Id, ben.Id, nobody.Id }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task AKeyWorksFromCodeAsWell()
    {
        var options = new EnqueueOptions { IdempotencyKey = "k", Delay = TimeSpan.FromHours(1) };

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.Queue.EnqueueAsync("count", new CountArgs(3), options)));
        var reused = await Should.ThrowAsync<JobRefusedException>(() => _host.Queue.EnqueueAsync("count", new CountArgs(4), options));
        var invalid = await Should.ThrowAsync<JobRefusedException>(() => _host.Queue.EnqueueAsync("count", new CountArgs(4), options with { IdempotencyKey = "a b" }));

        ids.Distinct().ShouldHaveSingleItem();
        reused.Code.ShouldBe("idempotency-key-reused");
        (invalid.Code, invalid.Member).ShouldBe(("invalid-request", "idempotencyKey"));
    }

    private async Task<HttpResponseMessage> SubmitAsync(string body, string key, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/jobs");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (user is not null)
        {
            request.Headers.Add("X-User", user);
        }

        return await _host.Http.SendAsync(request);
    }

    private static async Task<JobSnapshot> JobAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<SubmitAnswer>())!.Job;
        }
    }
}
