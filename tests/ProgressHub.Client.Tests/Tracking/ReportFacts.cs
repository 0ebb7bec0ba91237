using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Client.Tests.Tracking;

/// <summary>What is sent about work, request by request.</summary>
public sealed class ReportFacts
{
    private static readonly JobId Id = Snapshots.Id();

    private readonly ConcurrentQueue<(string Path, string Body)> _sent = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task WhatWasNotAnsweredIsSentAgainWordByWordAndThenTheNewest()
    {
        var isAway = true;
        var hub = Client((_, _) => isAway ? throw new HttpRequestException("No route.") : Answer());
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (hub)
        {
            var tracking = hub.TrackAsync("render", async (job, _) =>
            {
                job.Report(1, 10);
                await Eventually.TrueAsync(() => Moved(_sent.Count >= 3));
                job.Report(2, 10);
                job.Report(3, 10);
                isAway = false;
                await Eventually.TrueAsync(() => Moved(_sent.Any(one => one.Body.Contains("\"done\":3"))));
                await go.Task;
            });
            await Eventually.TrueAsync(() => Moved(_sent.Any(one => one.Body.Contains("\"done\":3"))));
            go.SetResult();
            await Eventually.TrueAsync(() => Moved(tracking.IsCompleted));
            await tracking;
        }

        var reports = _sent.Where(one => one.Body != "{}").ToList();
        reports.Where(one => Seq(one.Body) == 1).Select(one => one.Body).Distinct().ShouldHaveSingleItem();
        reports.ShouldNotContain(one => one.Body.Contains("\"done\":2,"));
        reports.Select(one => Seq(one.Body)).ShouldBe(reports.Select(one => Seq(one.Body)).Order());
        reports[^1].Path.ShouldEndWith("/complete");
    }

    [Fact]
    public async Task WhileNothingIsSaidTheLeaseIsRenewedInTimeAndNothingElseSent()
    {
        var hub = Client((_, _) => Answer());
        await using (hub)
        {
            var began = _time.GetUtcNow();
            var tracking = hub.TrackAsync("render", async (_, ct) => await Task.Delay(TimeSpan.FromMinutes(1), _time, ct));
            await Eventually.TrueAsync(() => Moved(tracking.IsCompleted, TimeSpan.FromMilliseconds(500)));
            await tracking;
        }

        // The manual clock may run ahead of the threads that follow it, so there may be fewer than one each 5 s.
        _sent.Count(one => one.Body == "{}").ShouldBeInRange(1, 12);
        _sent.Count(one => one.Body != "{}").ShouldBe(2, "the beginning and the end");
    }

    [Fact]
    public async Task AServerThatAsksToWaitIsLeftAloneForThatLong()
    {
        DateTimeOffset? refused = null, taken = null;
        var hub = Client((_, _) =>
        {
            if (refused is null)
            {
                refused = _time.GetUtcNow();
                var busy = ScriptedServer.Problem(503, "store-unavailable");
                busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(7));
                return busy;
            }

            taken ??= _time.GetUtcNow();
            return Answer();
        });
        await using (hub)
        {
            var tracking = hub.TrackAsync("render", async (_, _) => await Eventually.TrueAsync(() => Moved(taken is not null)));
            await Eventually.TrueAsync(() => Moved(tracking.IsCompleted));
            await tracking;
        }

        (taken - refused)!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(409, "stale-attempt")]
    [InlineData(409, "job-final")]
    [InlineData(404, "job-not-found")]
    [Trait("Invariant", "5 Fencing")]
    public async Task WorkWhoseReportsAreRefusedIsStoppedAndToldSo(int number, string code)
    {
        var hub = Client((_, _) => ScriptedServer.Problem(number, code));
        await using (hub)
        {
            var tracking = hub.TrackAsync("render", (_, ct) => Task.Delay(Timeout.Infinite, ct));

            (await Should.ThrowAsync<ProgressHubException>(() => tracking.Within())).Code.ShouldBe(code);
        }

        _sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ACancelRequestIsAnsweredWithCanceledEvenWhereTheJobMayNotBeRead()
    {
        var hub = Client((path, _) => path.EndsWith("/report", StringComparison.Ordinal) || path.EndsWith("/canceled", StringComparison.Ordinal)
            ? Answer(cancel: true)
            : ScriptedServer.Problem(404, "job-not-found"));
        await using (hub)
        {
            var tracking = hub.TrackAsync("render", (_, ct) => Task.Delay(Timeout.Infinite, ct));

            (await Should.ThrowAsync<ProgressHubException>(() => tracking.Within())).Code.ShouldBe("job-canceled");
        }

        _sent.Last(one => one.Path.EndsWith("/canceled", StringComparison.Ordinal)).Body.ShouldContain("\"seq\":2");
    }

    [Fact]
    public async Task AThousandReportsInATightLoopAreFewRequestsAndEveryLineIsSentOnce()
    {
        var hub = Client((_, _) => Answer());
        await using (hub)
        {
            var tracking = hub.TrackAsync("render", (job, _) =>
            {
                for (var n = 1; n <= 2_500; n++)
                {
                    job.Report(n, 2_500);
                    job.Log(LogLevel.Information, $"line {n}");
                }

                return Task.CompletedTask;
            });
            await Eventually.TrueAsync(() => Moved(tracking.IsCompleted));
            await tracking;
        }

        var bodies = _sent.Select(one => JsonElement.Parse(one.Body)).ToList();
        bodies.Count.ShouldBeLessThan(12);
        bodies.SelectMany(Lines).ShouldBe(Enumerable.Range(1, 2_500).Select(n => $"line {n}"));
        bodies.Max(body => Lines(body).Count).ShouldBeLessThanOrEqualTo(1_000);
        bodies[^1].GetProperty("done").GetInt32().ShouldBe(2_500);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task OfLinesThatCannotBeSentTheNewestWaitAndOneLineSaysHowManyAreGone()
    {
        var hub = Client((_, _) => Answer());
        await using (hub)
        {
            var tracking = hub.TrackAsync("render", async (job, _) =>
            {
                await Eventually.TrueAsync(() => Moved(!_sent.IsEmpty));
                for (var n = 1; n <= 60_000; n++)
                {
                    job.Log(LogLevel.Information, $"{n}");
                }
            });
            await Eventually.TrueAsync(() => Moved(tracking.IsCompleted));
            await tracking;
        }

        var lines = _sent.SelectMany(one => Lines(JsonElement.Parse(one.Body))).ToList();
        lines[^1].ShouldBe("60000");
        var dropped = lines.Where(line => line.EndsWith(" dropped", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split(' ')[0]));
        (lines.Count(line => !line.EndsWith(" dropped", StringComparison.Ordinal)) + dropped).ShouldBe(60_000);
    }

    [Fact]
    public void StagesOfOneNameAndTooManyOfThemAreTold()
    {
        var tree = new ProgressHub.Client.Tracking.WorkTree(_time);
        var job = new JobTracker(Id, tree);
        job.Stage("load").Dispose();
        using var outer = job.Stage("load");
        using var inner = outer.Stage("part", weight: 2);
        for (var n = 0; n < 20; n++)
        {
            job.Stage($"more {n}").Report(1, 2);
        }

        var stages = tree.Fill(new ReportRequest(), job, 1).Stages!;

        stages.Count.ShouldBe(16);
        stages.Take(3).Select(stage => (stage.Name, stage.Depth, stage.State)).ShouldBe([("load", null, StageState.Completed), ("load 2", null, StageState.Running), ("part", 2, StageState.Running)]);
    }

    [Fact]
    public void SenselessReportsAndTextsDoNoHarm()
    {
        var tree = new ProgressHub.Client.Tracking.WorkTree(_time);
        var job = new JobTracker(Id, tree);
        IProgress<double> fraction = job;
        fraction.Report(double.NaN);
        fraction.Report(7);
        job.Report("half a \ud83d" + new string('x', 5_000));
        job.Counter("\udc00").Increment();
        job.Stage(" ").Report(-5, -7, new string('u', 100));
        job.Log(LogLevel.None, "never");
        job.Log(LogLevel.Error, null!);
        job.AsBytes(100).Report(20);

        var report = tree.Fill(new ReportRequest(), job, 1);
        JsonSerializer.SerializeToUtf8Bytes(report, ProtocolJson.TypeOf<ReportRequest>()).Length.ShouldBeLessThan(3_000);

        (report.Fraction, report.Done, report.Total, report.Unit).ShouldBe((1.0, 20.0, 100.0, "B"));
        report.Message!.ShouldStartWith("half a \ufffd");
        report.Log!.ShouldHaveSingleItem().Text.ShouldBe("");
        tree.Close();
        job.Report(99);
        tree.Fill(new ReportRequest(), job, 2).Done.ShouldBe(20);
    }

    private ProgressHubClient Client(Func<string, string, HttpResponseMessage> answer) => new ScriptedServer((request, _) =>
    {
        var (path, body) = (request.RequestUri!.AbsolutePath, request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() ?? "");
        if (path.EndsWith("/jobs", StringComparison.Ordinal))
        {
            return ScriptedServer.Json(
                new SubmitAnswer(Snapshots.Make(Id, 1, JobState.Queued), new("", "", "", "", "")) { ReportToken = "phr_of-the-job", LeaseSeconds = 30 }, HttpStatusCode.Accepted);
        }

        _sent.Enqueue((path, body));
        return answer(path, body);
    }).Client(o => o.Time = _time);

    private static HttpResponseMessage Answer(bool cancel = false) => ScriptedServer.Json(new ReportAnswer(2, cancel, 30));

    private static List<string> Lines(JsonElement body) =>
        body.TryGetProperty("log", out var log) ? [.. log.EnumerateArray().Select(line => line.GetProperty("text").GetString()!)] : [];

    private static long Seq(string body) => JsonElement.Parse(body).GetProperty("seq").GetInt64();

    /// <summary>Looks, after the clock has moved on.</summary>
    private bool Moved(bool isSo, TimeSpan? by = null)
    {
        _time.Advance(by ?? TimeSpan.FromMilliseconds(50));
        return isSo;
    }
}
