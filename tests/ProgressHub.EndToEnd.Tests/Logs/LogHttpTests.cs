using System.Net;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Logs;

public sealed class LogHttpTests : IAsyncLifetime
{
    private readonly Chatty _chatty = new();
    private TestHost _host = null!;
    private JobId _id;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(_chatty.AddTo, options => options.Limits.LogLines = 1000);
        _id = await _host.SubmitAsync("chatty", new ChattyArgs(1500, PauseEvery: 0));
        await _host.UntilFinalAsync(_id);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task WhoSeesTheEndFindsTheWholeLog() =>
        (await LogReads.WholeLogAsync(_host.Http, _id)).Select(line => line.Text).ShouldBe(Enumerable.Range(501, 1000).Select(n => $"line {n}"));

    [Theory]
    [InlineData("", 501, 700)]
    [InlineData("?after=3&limit=5", 501, 505)]
    [InlineData("?after=600&limit=5", 601, 605)]
    [InlineData("?after=1498&limit=5", 1499, 1500)]
    [InlineData("?after=-3", 1498, 1500)]
    public async Task ARangeIsAnsweredWithItsNumbersAndHowManyAreGone(string query, int first, int last)
    {
        var log = await _host.LogAsync(_id, query);

        log.Lines.Select(line => line.Seq).ShouldFollowEachOther(first, last);
        (log.Id, log.FirstSeq, log.NextSeq, log.Dropped).ShouldBe((_id, first, last + 1, 500));
    }

    [Fact]
    public async Task LevelAndTextFilter()
    {
        (await _host.LogAsync(_id, "?level=WARNING&limit=3")).Lines.Select(line => line.Seq).ShouldBe([510L, 520, 530]);
        (await _host.LogAsync(_id, "?level=error")).Lines.ShouldBeEmpty();
        (await _host.LogAsync(_id, "?q=LINE%2099")).Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(990, 10).Select(n => $"line {n}"));
        var page = await _host.LogAsync(_id, "?q=line%2077&limit=4");
        (await _host.LogAsync(_id, $"?q=line%2077&after={page.NextSeq - 1}")).Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(774, 6).Select(n => $"line {n}"));
    }

    [Fact]
    public async Task TheSameQuestionWithTheSameAnswerIsAnsweredWith304()
    {
        using var first = await _host.GetAsync($"api/jobs/{_id}/log?after=700");
        var tag = first.Headers.ETag!.ToString();
        using var again = await _host.GetAsync($"api/jobs/{_id}/log?after=700", ("If-None-Match", tag));
        using var other = await _host.GetAsync($"api/jobs/{_id}/log?after=701", ("If-None-Match", tag));

        first.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        first.Headers.Contains("ProgressHub-Store").ShouldBeTrue();
        again.ShouldBe(HttpStatusCode.NotModified);
        other.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TheWholeLogIsDownloadedAsText()
    {
        using var response = await _host.GetAsync($"api/jobs/{_id}/log", ("Accept", "text/plain"));
        var text = await response.Content.ReadAsStringAsync();

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=\"job-{_id}.log\"");
        var lines = text.Split('\n');
        lines.Length.ShouldBe(1002);
        lines[0].ShouldBe("(500 older lines are no longer kept)");
        lines[1].ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INF line 501$");
        lines[1000].ShouldEndWith(" WRN line 1500");
        lines[1001].ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?after=1490", 10)]
    [InlineData("?after=-7", 7)]
    [InlineData("?limit=5", 6)]
    [InlineData("?q=line%20150&after=1000", 1)]
    public async Task ATextHasWhatTheParametersLeave(string query, int lines)
    {
        using var response = await _host.GetAsync($"api/jobs/{_id}/log{query}", ("Accept", "text/plain"));

        (await response.Content.ReadAsStringAsync()).Split('\n').Length.ShouldBe(lines + 1);
    }

    [Theory]
    [InlineData("?after=x", "invalid-request")]
    [InlineData("?after=1.5", "invalid-request")]
    [InlineData("?after=99999999999999999999", "invalid-request")]
    [InlineData("?after=-9223372036854775808", "invalid-request")]
    [InlineData("?limit=0", "invalid-request")]
    [InlineData("?limit=1001", "invalid-request")]
    [InlineData("?level=loud", "invalid-request")]
    [InlineData("?level=3", "invalid-request")]
    [InlineData("?aftr=3", "unknown-parameter")]
    public async Task WhatCannotBeMeantIsRefused(string query, string code)
    {
        using var response = await _host.GetAsync($"api/jobs/{_id}/log{query}");
        await response.ShouldBeProblemAsync(code, 400);
    }

    [Fact]
    public async Task NoSuchJobHasNoLogAndNoneIsGivenAsHtml()
    {
        using var gone = await _host.GetAsync($"api/jobs/{JobId.New(DateTimeOffset.UnixEpoch)}/log");
        using var html = await _host.GetAsync($"api/jobs/{_id}/log", ("Accept", "text/html"));
        using var flag = await _host.GetAsync($"api/jobs/{_id}/events?logs=maybe");

        await gone.ShouldBeProblemAsync("job-not-found", 404);
        await html.ShouldBeProblemAsync("not-acceptable", 406);
        await flag.ShouldBeProblemAsync("invalid-request", 400);
    }
}
