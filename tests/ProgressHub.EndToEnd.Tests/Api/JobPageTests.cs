using System.Net;

namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>A job as a page without script.</summary>
public sealed class JobPageTests : IAsyncLifetime
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";
    private const string Refresh = """<meta http-equiv="refresh" content=""";

    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddNothing().AddBroken();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ThePageLoadsItselfAgainUntilTheJobIsFinal()
    {
        var id = await _host.SubmitAsync("hold");
        (await _holds.RunningAsync(id)).Progress.Report(1, 4, "rows", "the first");

        var running = await PageAsync(id);
        running.ShouldContain(Refresh);
        running.ShouldContain("""<progress max="100" value="25" """);
        running.ShouldContain("1 of 4 rows");
        running.ShouldContain("the first");

        _holds.LetGo(id);
        await _host.UntilFinalAsync(id);
        var final = await PageAsync(id);
        final.ShouldNotContain(Refresh);
        final.ShouldContain("<title>100% hold</title>");
        final.ShouldContain("Succeeded");
    }

    [Fact]
    public async Task WhatAJobSaysIsShownAsTextAndNothingOfItRuns()
    {
        var id = await _host.SubmitAsync("hold");
        (await _holds.RunningAsync(id)).Progress.Report(message: "<script>alert('1')</script> & \" سلام");

        using var response = await _host.GetAsync($"api/jobs/{id}", ("Accept", "text/html"));
        var page = await response.Content.ReadAsStringAsync();

        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot; سلام");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'sha256-");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        _holds.LetGo(id);
    }

    [Fact]
    public async Task APageOfAFailedJobTellsWhy()
    {
        var id = await _host.SubmitAsync("broken");
        await _host.UntilFinalAsync(id);

        var page = await PageAsync(id);

        page.ShouldContain("Failed");
        page.ShouldContain("It cannot work.");
    }

    [Fact]
    public async Task ThePageIsForWhoPrefersItAndOtherFormsAreAsBefore()
    {
        var id = await _host.SubmitAsync("nothing");
        var job = await _host.UntilFinalAsync(id);

        (await TypeAsync(id, Browser)).ShouldBe("text/html");
        (await TypeAsync(id, "*/*")).ShouldBe("application/json");
        (await TypeAsync(id, "application/json, text/html;q=0.9")).ShouldBe("application/json");
        (await TypeAsync(id, "text/html;q=0.1, text/plain")).ShouldBe("text/plain");
        using var known = await _host.GetAsync($"api/jobs/{id}", ("Accept", Browser), ("If-None-Match", job.ToEntityTag()));
        known.ShouldBe(HttpStatusCode.NotModified);
        known.Headers.Vary.ShouldBe(["Accept"]);
    }

    [Fact]
    public async Task AHeadHasTheLengthOfThePageAndNoBody()
    {
        var id = await _host.SubmitAsync("nothing");
        await _host.UntilFinalAsync(id);
        var page = await PageAsync(id);

        using var request = new HttpRequestMessage(HttpMethod.Head, $"api/jobs/{id}");
        request.Headers.Add("Accept", "text/html");
        using var head = await _host.Http.SendAsync(request);

        head.Content.Headers.ContentLength.ShouldBe(System.Text.Encoding.UTF8.GetByteCount(page));
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    private async Task<string> PageAsync(JobId id)
    {
        using var response = await _host.GetAsync($"api/jobs/{id}", ("Accept", Browser));
        response.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<string?> TypeAsync(JobId id, string accept)
    {
        using var response = await _host.GetAsync($"api/jobs/{id}", ("Accept", accept));
        return response.Content.Headers.ContentType?.MediaType;
    }
}
