using System.Globalization;
using System.Text;
using System.Text.Json;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.External;

/// <summary>Whatever comes as a report is mended or refused with a problem that says which; the job goes on.</summary>
public sealed class BadReportTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private Reporter _reporter = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(hub => hub.AddCount());
        _reporter = await Reporter.SubmitAsync(_host.Http);
        await _reporter.ReportAsync(_host.Http, """{"seq":10,"done":5,"total":10}""");
    }

    public async Task DisposeAsync()
    {
        var before = await _host.ReadAsync(_reporter.Id);
        if (!before.IsFinal())
        {
            await _reporter.ReportAsync(_host.Http, """{"seq":100000,"message":"goes on"}""");
            (await _host.ReadAsync(_reporter.Id)).Progress!.Message.ShouldBe("goes on");
        }

        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"seq":11,"done":-7}""", 0, 10, 0.5)]
    [InlineData("""{"seq":11,"done":3}""", 3, 10, 0.5)]
    [InlineData("""{"seq":11,"total":2}""", 5, 5, 1)]
    [InlineData("""{"seq":11,"total":-2}""", 5, 5, 1)]
    [InlineData("""{"seq":11,"done":7.9}""", 7, 10, 0.7)]
    [InlineData("""{"seq":11,"done":1e300}""", 9_007_199_254_740_991, 9_007_199_254_740_991, 1)]
    [InlineData("""{"seq":11,"done":1e999}""", 9_007_199_254_740_991, 9_007_199_254_740_991, 1)]
    [InlineData("""{"seq":11,"fraction":-3}""", 5, 10, 0.5)]
    [InlineData("""{"seq":11,"fraction":1e308}""", 5, 10, 0.5)]
    public async Task NumbersThatMakeNoSenseAreMended(string body, long done, long total, double fraction)
    {
        await _reporter.ReportAsync(_host.Http, body);

        var progress = (await _host.ReadAsync(_reporter.Id)).Progress!;
        (progress.Done, progress.Total, progress.Fraction).ShouldBe((done, total, fraction));
    }

    [Theory]
    [InlineData("""{"seq":11,"done":"many"}""", "invalid-request", "done")]
    [InlineData("""{"seq":11,"done":"NaN"}""", "invalid-request", "done")]
    [InlineData("""{"seq":11,"fracton":0.5}""", "invalid-request", "fracton")]
    [InlineData("""{"seq":0,"done":6}""", "invalid-request", "seq")]
    [InlineData("""{"seq":-1}""", "invalid-request", "seq")]
    [InlineData("""{"seq":1e30}""", "invalid-request", "seq")]
    [InlineData("""{"done":6}""", "invalid-request", "seq")]
    [InlineData("""{"seq":11,"result":1}""", "invalid-request", "result")]
    [InlineData("""{"seq":11,"stages":[{"weight":1}]}""", "invalid-request", "stages[0].name")]
    [InlineData("""{"seq":11,"stages":[null]}""", "invalid-request", "stages[0].name")]
    [InlineData("""{"seq":11,"stages":[{"name":"a","state":"sleeping"}]}""", "invalid-request", "stages[0].state")]
    [InlineData("""{"seq":11,"log":[{"level":"error"}]}""", "invalid-request", "log[0].text")]
    [InlineData("""{"seq":11,"counters":{"a":"b"}}""", "invalid-request", "counters.a")]
    [InlineData("""{"seq":11,"message":"half a \ud83d"}""", "invalid-request", "message")]
    [InlineData("null", "invalid-request", "body")]
    [InlineData("""{"seq":11,"done":NaN}""", "malformed-json", null)]
    [InlineData("", "malformed-json", null)]
    public async Task WhatCannotBeReadIsRefusedAndChangesNothing(string body, string code, string? member)
    {
        var before = await _host.ReadAsync(_reporter.Id);

        using var response = await _reporter.SendAsync(_host.Http, body);

        var problem = await response.ShouldBeProblemAsync(code, 400);
        if (member is not null)
        {
            problem.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(member);
        }

        (await _host.ReadAsync(_reporter.Id)).Version.ShouldBe(before.Version);
    }

    [Theory]
    [InlineData("complete", """{"result":"RESULT"}""", "too-large", 413)]
    [InlineData("fail", "{}", "invalid-request", 400)]
    [InlineData("fail", """{"error":{"type":"x"}}""", "invalid-request", 400)]
    [InlineData("fail", """{"error":{"message":" "}}""", "invalid-request", 400)]
    [InlineData("canceled", "{}", "cancel-not-requested", 409)]
    [InlineData("canceled", """{"seq":9}""", "out-of-order", 409)]
    public async Task AnEndThatMakesNoSenseIsRefused(string command, string body, string code, int number)
    {
        using var response = await _reporter.SendAsync(_host.Http, body.Replace("RESULT", new string('r', 300_000), StringComparison.Ordinal), command);

        await response.ShouldBeProblemAsync(code, number);
    }

    [Theory]
    [InlineData("external", "false")]
    [InlineData("leaseSeconds", "4.9")]
    [InlineData("leaseSeconds", "3601")]
    [InlineData("leaseSeconds", "-1e300")]
    [InlineData("onLost", "\"shrug\"")]
    [InlineData("kind", "\"a b\"")]
    [InlineData("dueAt", "\"2036-01-01T00:00:00Z\"")]
    [InlineData("timeoutSeconds", "5")]
    [InlineData("concurrencyKey", "\"a\"")]
    [InlineData("after", "{\"jobs\":[\"019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11\"]}")]
    public async Task AnExternalSubmitThatMakesNoSenseIsRefused(string member, string value)
    {
        var members = new Dictionary<string, string> { ["kind"] = "\"k\"", ["external"] = "true", ["leaseSeconds"] = "30", [member] = value };
        using var response = await _host.SubmitTextAsync($"{{{string.Join(',', members.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}");

        var problem = await response.ShouldBeProblemAsync("invalid-request", 400);
        problem.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(member == "external" ? "leaseSeconds" : member);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task TextsAreCutAndWhatIsOneTooManyIsNotShown()
    {
        var counters = string.Join(',', Enumerable.Range(0, 1000).Select(n => $"\"c{n:000}\":{n}"));
        var stages = string.Join(',', Enumerable.Range(0, 100).Select(n => $"{{\"name\":\"s{n}{new string('x', 100)}\",\"weight\":1e-9}}"));
        var message = new string('ü', 400_000);
        await _reporter.ReportAsync(_host.Http, $$"""{"seq":11,"unit":"{{new string('u', 1000)}}","message":"{{message}}","counters":{ {{counters}} } }""");
        await _reporter.ReportAsync(_host.Http, $$"""{"seq":12,"stages":[{{stages}}]}""");
        await _reporter.ReportAsync(_host.Http, $$"""{"seq":13,"stages":[{{stages}}],"stage":"one more"}""");

        var job = await _host.ReadAsync(_reporter.Id);
        Encoding.UTF8.GetByteCount(job.Progress!.Message!).ShouldBeInRange(1000, 1024);
        Encoding.UTF8.GetByteCount(job.Progress.Unit!).ShouldBe(64);
        job.Progress.Message!.ShouldEndWith("…");
        job.Counters!.Count.ShouldBe(32);
        job.Progress.Stages!.Count.ShouldBe(16);
        job.Progress.Stages.ShouldAllBe(stage => stage.Weight == 0.001 && Encoding.UTF8.GetByteCount(stage.Name) <= 64);

        using var tooLong = await _reporter.SendAsync(_host.Http, $$"""{"seq":14,"message":"{{new string('m', 1024 * 1024)}}"}""");
        await tooLong.ShouldBeProblemAsync("too-large", 413);
        var lines = string.Join(',', Enumerable.Repeat("""{"text":""}""", 1001));
        using var tooMany = await _reporter.SendAsync(_host.Http, $$"""{"seq":14,"log":[{{lines}}]}""");
        (await tooMany.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("detail").GetString()!.ShouldContain("1001");
    }

    [Fact]
    public async Task ControlCharactersBecomeSpaces()
    {
        await _reporter.ReportAsync(_host.Http, """{"seq":11,"message":"a\u001b[2J\nb","counters":{"c\u0007":1},"stage":"s\u0000"}""");

        var job = await _host.ReadAsync(_reporter.Id);
        job.Progress!.Message.ShouldBe("a [2J b");
        job.Counters!.Keys.ShouldBe(["c "]);
        job.Progress.Stage.ShouldBe("s ");
    }

    [Fact]
    public async Task AnErrorIsCutAndHasATypeToCompare()
    {
        await _reporter.ReportAsync(_host.Http, JsonSerializer.Serialize(new { error = new { message = new string('m', 10_000) } }), "fail");

        var job = await _host.ReadAsync(_reporter.Id);
        (job.State, job.Error!.Type).ShouldBe((JobState.Failed, "failed"));
        Encoding.UTF8.GetByteCount(job.Error.Message).ShouldBeInRange(4000, 4096);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task OfTwoReportersOnOneJobTheOneBehindIsTold()
    {
        using var behind = await _reporter.SendAsync(_host.Http, """{"seq":4,"done":1}""");
        var problem = await behind.ShouldBeProblemAsync("out-of-order", 409);
        problem.GetProperty("detail").GetString()!.ShouldContain("10");

        using var same = await _reporter.SendAsync(_host.Http, """{"seq":10,"done":6,"total":10}""");
        await same.ShouldBeProblemAsync("out-of-order", 409);
        (await _host.ReadAsync(_reporter.Id)).Progress!.Done.ShouldBe(5);
    }

    [Fact]
    [Trait("Invariant", "11 No group without a right")]
    public async Task AWrongTokenLearnsNothing()
    {
        var other = await Reporter.SubmitAsync(_host.Http);
        var here = await _host.SubmitAsync("count", new { to = 1 });
        var nowhere = JobId.New(DateTimeOffset.UnixEpoch);
        foreach (var command in (string[])["report", "complete", "canceled"])
        {
            foreach (var token in (string?[])[null, "", "phw_other-kind", _reporter.Token![4..]])
            {
                using var response = await Reporter.PostAsync(_host.Http, $"api/jobs/{_reporter.Id}/{command}", "{}", token);
                await response.ShouldBeProblemAsync("unauthenticated", 401);
                response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
            }

            foreach (var (id, token) in new[] { (_reporter.Id, other.Token), (_reporter.Id, _reporter.Token + "x"), (_reporter.Id, "phr_"), (nowhere, other.Token) })
            {
                using var response = await Reporter.PostAsync(_host.Http, $"api/jobs/{id}/{command}", "{}", token);
                var problem = await response.ShouldBeProblemAsync("job-not-found", 404);
                problem.GetProperty("detail").GetString().ShouldBe(problem.GetProperty("title").GetString());
            }

            using var notExternal = await Reporter.PostAsync(_host.Http, $"api/jobs/{here}/{command}", "{}", other.Token);
            await notExternal.ShouldBeProblemAsync("not-external", 409);
        }
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task AFinalJobTakesNothingMoreAndTheEndMayBeRepeated()
    {
        const string end = """{"seq":11,"result":{"files":3}}""";
        var first = await _reporter.ReportAsync(_host.Http, end, "complete");
        (await _reporter.ReportAsync(_host.Http, end, "complete")).ShouldBe(first);
        foreach (var (command, body) in new[] { ("report", """{"seq":12,"done":6}"""), ("report", "{}"), ("complete", """{"seq":12}"""), ("complete", "{}"), ("fail", """{"error":{"message":"late"}}"""), ("canceled", "{}") })
        {
            using var response = await _reporter.SendAsync(_host.Http, body, command);
            await response.ShouldBeProblemAsync("job-final", 409);
        }

        var job = await _host.ReadAsync(_reporter.Id);
        (job.State, job.Version).ShouldBe((JobState.Succeeded, first.Version));
    }

    [Fact]
    public async Task AReportThatIsRepeatedAfterALostAnswerCountsOnce()
    {
        const string body = """{"seq":11,"done":6,"counters":{"a":1}}""";
        var first = await _reporter.ReportAsync(_host.Http, body);

        (await _reporter.ReportAsync(_host.Http, body)).ShouldBe(first);

        (await _host.ReadAsync(_reporter.Id)).Version.ShouldBe(first.Version);
        first.LeaseSeconds.ToString(CultureInfo.InvariantCulture).ShouldBe("30");
    }
}
