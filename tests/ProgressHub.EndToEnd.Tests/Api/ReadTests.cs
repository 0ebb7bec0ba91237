using System.Globalization;
using System.Net;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class ReadTests : IAsyncLifetime
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
    public async Task APollCarriesTheVersionAsATagAndSaysHowToPollOn()
    {
        var id = await HeldAsync();

        using var response = await _host.GetAsync($"api/jobs/{id}");

        var job = await response.JobAsync();
        response.Version().ShouldBe(job.Version);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.Vary.ShouldBe(["Accept"]);
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Headers.GetValues("ProgressHub-Store").Single().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task ATagThatIsStillTheNewestIsAnsweredWithNothing()
    {
        var id = await HeldAsync();
        using var first = await _host.GetAsync($"api/jobs/{id}");

        using var second = await _host.GetAsync($"api/jobs/{id}", ("If-None-Match", first.Headers.ETag!.ToString()));

        second.ShouldBe(HttpStatusCode.NotModified);
        second.Version().ShouldBe(first.Version());
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("W/\"x\"")]
    [InlineData("W/\"1\"")]
    [InlineData("nonsense")]
    [InlineData("W/\"")]
    public async Task ATagThatIsOldOrNotOursIsAnsweredWithTheJob(string tag)
    {
        var id = await HeldAsync();

        using var response = await _host.GetAsync($"api/jobs/{id}", ("If-None-Match", tag));

        response.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task APreferenceToWaitIsAnsweredWithNewsAsSoonAsThereAre()
    {
        var id = await HeldAsync();
        using var first = await _host.GetAsync($"api/jobs/{id}");
        var waiting = _host.GetAsync($"api/jobs/{id}", ("If-None-Match", first.Headers.ETag!.ToString()), ("Prefer", "wait=60"));

        (await _holds.RunningAsync(id)).Progress.Report("news");

        using var response = await waiting.Within();
        response.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=60"]);
        response.Version().ShouldBeGreaterThan(first.Version());
    }

    [Fact]
    public async Task APreferenceToWaitThatBringsNothingIsAnsweredWithNotModified()
    {
        var id = await HeldAsync();
        using var first = await _host.GetAsync($"api/jobs/{id}");

        using var response = await _host.GetAsync($"api/jobs/{id}", ("If-None-Match", first.Headers.ETag!.ToString()), ("Prefer", "wait=1"));

        response.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task ALongPollIsAnsweredWithNewsAsSoonAsThereAre()
    {
        var id = await HeldAsync();
        var known = (await _host.ReadAsync(id)).Version;
        var waiting = _host.GetAsync($"api/jobs/{id}?after={known}&wait=60");

        _holds.LetGo(id);

        using var response = await waiting.Within();
        response.ShouldBe(HttpStatusCode.OK);
        (await response.JobAsync()).Version.ShouldBeGreaterThan(known);
    }

    [Fact]
    public async Task ALongPollThatBringsNothingIsAnsweredWithNoContentAndTheTag()
    {
        var id = await HeldAsync();
        var known = (await _host.ReadAsync(id)).Version;

        using var response = await _host.GetAsync($"api/jobs/{id}?after={known}&wait=0.05");

        response.ShouldBe(HttpStatusCode.NoContent);
        response.Version().ShouldBe(known);
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AnyOlderVersionHoweverOldIsAnsweredWithTheNewestAtOnce()
    {
        var id = await HeldAsync();

        using var response = await _host.GetAsync($"api/jobs/{id}?after=0&wait=60").Within();

        response.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AVersionThatNobodyHasYetIsWaitedForAndIsNoFault()
    {
        var id = await HeldAsync();

        using var response = await _host.GetAsync($"api/jobs/{id}?after={1L << 50}&wait=0.05");

        response.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task AHeadHasTheHeadersOfThePollAndNoBody()
    {
        var id = await HeldAsync();

        using var get = await _host.GetAsync($"api/jobs/{id}");
        using var head = await _host.SendAsync(HttpMethod.Head, $"api/jobs/{id}");

        head.ShouldBe(HttpStatusCode.OK);
        head.Version().ShouldBe(get.Version());
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task PlainTextIsTheBarePercentage()
    {
        var id = await HeldAsync();
        (await PercentAsync(id)).ShouldBe("50");

        var context = await _holds.RunningAsync(id);
        context.Progress.Reset();
        context.Progress.Report(1234, 10_000);
        (await PercentAsync(id)).ShouldBe("12.3");
        context.Progress.Report(9_999, 10_000);
        (await PercentAsync(id)).ShouldBe("99.9");
        context.Progress.Report(10_000, 10_000);
        (await PercentAsync(id)).ShouldBe("99.9", "never 100 before the end");

        _holds.LetGo(id);
        await _host.UntilFinalAsync(id);
        (await PercentAsync(id)).ShouldBe("100");
    }

    [Fact]
    public async Task PlainTextIsNotANumberWhileNothingIsKnown()
    {
        var id = await _host.SubmitAsync("broken");
        await _host.UntilFinalAsync(id);

        (await PercentAsync(id)).ShouldBe("NaN");
    }

    [Fact]
    public async Task TheResultIsAcceptedForLaterUntilThereIsOne()
    {
        var held = await HeldAsync();
        using var early = await _host.GetAsync($"api/jobs/{held}/result");
        early.ShouldBe(HttpStatusCode.Accepted);
        early.Headers.RetryAfter.ShouldNotBeNull();

        var counted = await _host.SubmitAsync("count", new { to = 5 });
        await _host.UntilFinalAsync(counted);
        using var result = await _host.GetAsync($"api/jobs/{counted}/result");
        result.ShouldBe(HttpStatusCode.OK);
        (await result.Content.ReadAsStringAsync()).ShouldBe("""{"reached":5}""");
    }

    [Fact]
    public async Task AJobThatFailedOrWasCanceledHasNoResult()
    {
        var broken = await _host.SubmitAsync("broken");
        await _host.UntilFinalAsync(broken);
        using var ofBroken = await _host.GetAsync($"api/jobs/{broken}/result");
        (await ofBroken.ShouldBeProblemAsync("job-failed", 409)).GetProperty("detail").GetString().ShouldBe("It cannot work.");

        var canceled = await HeldAsync();
        using var cancel = await _host.PostAsync($"api/jobs/{canceled}/cancel");
        await _host.UntilFinalAsync(canceled);
        using var ofCanceled = await _host.GetAsync($"api/jobs/{canceled}/result");
        await ofCanceled.ShouldBeProblemAsync("job-canceled", 409);
    }

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task APollRightAfterAReportShowsIt()
    {
        // Over and over from the first moment of a job's life: whatever races with its start must not hide its reports.
        for (var round = 0; round < 200; round++)
        {
            var id = await _host.Queue.EnqueueAsync("hold", new HoldArgs());
            var context = await _holds.RunningAsync(id);
            for (var n = 10; n < 15; n++)
            {
                context.Progress.Report(n, 100);
                (await _host.Queue.FindAsync(id))!.Progress!.Done.ShouldBe(n, $"round {round}");
            }

            _holds.LetGo(id);
        }
    }

    private async Task<string> PercentAsync(JobId id)
    {
        using var response = await _host.GetAsync($"api/jobs/{id}", ("Accept", "text/plain"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        var text = await response.Content.ReadAsStringAsync();
        (text == "NaN" || double.TryParse(text, CultureInfo.InvariantCulture, out _)).ShouldBeTrue(text);
        return text;
    }

    private async Task<JobId> HeldAsync()
    {
        var id = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(id);
        return id;
    }
}
