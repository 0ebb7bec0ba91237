namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class ListTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub => hub.AddNothing().AddBroken().AddCount());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task PagesGoFromTheNewestToTheOldestAndEachJobIsInOne()
    {
        var ids = new List<JobId>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await _host.SubmitAsync("nothing"));
        }

        var listed = new List<JobId>();
        string? cursor = null;
        do
        {
            using var response = await _host.GetAsync($"api/jobs?limit=10{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            var page = await response.PageAsync();
            listed.AddRange(page.Jobs.Select(job => job.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        listed.ShouldBe(ids, ignoreOrder: true);
        listed.Count.ShouldBe(25);
    }

    [Fact]
    public async Task TheOldestComeFirstWhenTheyAreAskedForSo()
    {
        var ids = new List<JobId>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await _host.SubmitAsync("nothing"));
        }

        (await ListAsync("sort=oldest")).ShouldBe(ids);
        (await ListAsync("sort=newest")).ShouldBe(Enumerable.Reverse(ids));
        using var response = await _host.GetAsync("api/jobs?sort=duration");
        await response.ShouldBeProblemAsync("invalid-request", 400);
    }

    [Fact]
    public async Task FiltersTakeListsByCommaAndByRepetition()
    {
        var good = await _host.SubmitAsync("nothing", groups: "g:1");
        var bad = await _host.SubmitAsync("broken", groups: "g:2");
        var counted = await _host.SubmitAsync("count", new { to = 1 }, "g:1");
        await Task.WhenAll(_host.UntilFinalAsync(good), _host.UntilFinalAsync(bad), _host.UntilFinalAsync(counted));

        (await ListAsync("group=g:1")).ShouldBe([counted, good], ignoreOrder: true);
        (await ListAsync("kind=nothing,broken")).ShouldBe([good, bad], ignoreOrder: true);
        (await ListAsync("kind=nothing&kind=count")).ShouldBe([good, counted], ignoreOrder: true);
        (await ListAsync("state=failed")).ShouldBe([bad]);
        (await ListAsync("state=failed,canceled&kind=nothing")).ShouldBeEmpty();
        (await ListAsync("q=cannot")).ShouldBe([bad]);
        (await ListAsync("createdBefore=2020-01-01T00:00:00Z")).ShouldBeEmpty();
        (await ListAsync("createdAfter=2020-01-01T00:00:00Z&group=all")).Count.ShouldBe(3);
        (await ListAsync("_=1700000000&kind=nothing")).ShouldBe([good], "names that begin with _ are left alone");
    }

    [Fact]
    public async Task ManyJobsAreReadByTheirIdsAndThoseThatAreNotThereAreLeftOut()
    {
        var (first, second) = (await _host.SubmitAsync("nothing"), await _host.SubmitAsync("nothing"));
        await Task.WhenAll(_host.UntilFinalAsync(first), _host.UntilFinalAsync(second));

        using var polled = await _host.GetAsync($"api/jobs/{first}");
        using var listed = await _host.GetAsync($"api/jobs?id={second},{JobId.New(DateTimeOffset.UnixEpoch)},{first}");

        (await listed.PageAsync()).Jobs.Select(job => job.Id).ShouldBe([second, first]);
        (await listed.Content.ReadAsStringAsync()).ShouldContain(await polled.Content.ReadAsStringAsync(), customMessage: "the very bytes of a poll");
        listed.Headers.GetValues("ProgressHub-Store").ShouldBe(polled.Headers.GetValues("ProgressHub-Store"));
    }

    [Theory]
    [InlineData("id=", "invalid-request")]
    [InlineData("id=nonsense", "invalid-id")]
    [InlineData("id=019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11&state=queued", "invalid-request")]
    public async Task ReadingByIdsTakesIdsAlone(string query, string code)
    {
        using var response = await _host.GetAsync($"api/jobs?{query}");

        await response.ShouldBeProblemAsync(code, 400);
    }

    [Fact]
    public async Task MoreThanAHundredIdsAreRefused()
    {
        using var response = await _host.GetAsync($"api/jobs?id={string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7()))}");

        await response.ShouldBeProblemAsync("invalid-request", 400);
    }

    private async Task<List<JobId>> ListAsync(string query)
    {
        using var response = await _host.GetAsync($"api/jobs?{query}");
        return (await response.PageAsync()).Jobs.Select(job => job.Id).ToList();
    }
}
