using Microsoft.Extensions.Logging;
using ProgressHub.EndToEnd.Tests.Watching;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Logs;

/// <summary>Stores that go away, clients that do not read, jobs that log without end or fail.</summary>
public sealed class LogTroubleTests
{
    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task WhileTheStoreIsAwayTheNewestLinesWaitAndTheRestIsCounted()
    {
        var store = new StoreBetween(new MemoryJobStore(TimeProvider.System));
        var holds = new Holds();
        await using var host = await TestHost.StartAsync(holds.AddTo, options => options.Limits.LogLines = 1_000_000, store);
        var id = await host.SubmitAsync("hold");
        var job = await holds.RunningAsync(id);
        await using var hub = await HubClient.ConnectAsync(host);
        await hub.WatchAsync(new WatchRequest { Logs = [new(id.ToString())] });
        job.Log(LogLevel.Information, "before");
        await Eventually.TrueAsync(() => !hub.Logs.IsEmpty);

        var refused = 0;
        store.BeforeLog = _ => Interlocked.Increment(ref refused) > 0 ? throw new StoreUnavailableException("The disk is full.") : Task.CompletedTask;
        job.Log(LogLevel.Information, "taken");
        await Eventually.TrueAsync(() => Volatile.Read(ref refused) > 0);
        const int Flood = 200_000;
        for (var n = 1; n <= Flood; n++)
        {
            job.Log(LogLevel.Information, $"line {n}");
        }

        hub.Logs.SelectMany(piece => piece.Lines).Select(line => line.Text).ShouldBe(["before"], "nothing is shown that is not stored");
        store.BeforeLog = static _ => Task.CompletedTask;
        holds.LetGo(id);
        await host.UntilFinalAsync(id);

        var lines = await LogReads.WholeLogAsync(host.Http, id);
        lines.Take(2).Select(line => line.Text).ShouldBe(["before", "taken"]);
        var dropped = int.Parse(lines[2].Text.Split(' ')[0]);
        lines[2].Text.ShouldBe($"{dropped} lines dropped");
        lines[2].Level.ShouldBe("Warning");
        lines.Skip(3).Select(line => line.Text).ShouldBe(Enumerable.Range(dropped + 1, Flood - dropped).Select(n => $"line {n}"));
        lines.Select(line => line.Seq).ShouldFollowEachOther(1, lines.Count);
        await Eventually.TrueAsync(() => hub.Logs.Last().NextSeq == lines.Count + 1);
    }

    [Fact]
    [Trait("Invariant", "7 A slow watcher hurts only itself")]
    public async Task AClientThatIsTooSlowSeesAGapInTheNumbersAndFetchesIt()
    {
        const int Lines = 30_000;
        var chatty = new Chatty();
        await using var host = await TestHost.StartAsync(chatty.AddTo, options =>
        {
            options.Push.SlowConnectionTimeout = TimeSpan.FromMinutes(1);
            options.Limits.LogLines = Lines;
        });
        await using var slow = await RawHub.ConnectAsync(host.Address, receiveBuffer: 4096);
        var id = await host.SubmitAsync("chatty", new ChattyArgs(Lines, Text: new string('x', 500), Hold: true));
        await slow.CallAsync("Watch", new { logs = new[] { new { id = id.ToString(), after = 0 } } });
        await Eventually.TrueAsync(async () => (await host.LogAsync(id, "?after=-1")).NextSeq == Lines + 1);

        var last = 0L;
        List<(long From, long To)> missed = [];
        using var patience = new CancellationTokenSource(Eventually.Deadline);
        while (last < Lines)
        {
            var record = (await slow.NextAsync(patience.Token)).ShouldNotBeNull();
            var piece = record.TryGetProperty("result", out var result) ? result.GetProperty("logs")[0]
                : record.TryGetProperty("target", out var target) && target.GetString() == "LogAppended" ? record.GetProperty("arguments")[0]
                : default;
            if (piece.ValueKind is System.Text.Json.JsonValueKind.Object)
            {
                var (first, next) = (piece.GetProperty("firstSeq").GetInt64(), piece.GetProperty("nextSeq").GetInt64());
                if (first > last + 1)
                {
                    missed.Add((last + 1, first - 1));
                }

                last = Math.Max(last, next - 1);
            }
        }

        missed.ShouldNotBeEmpty("so much fits no buffer");
        foreach (var (from, to) in missed)
        {
            (await LogReads.WholeLogAsync(host.Http, id, after: from - 1)).TakeWhile(line => line.Seq <= to).Select(line => line.Seq).ShouldFollowEachOther(from, to);
        }

        chatty.LetGo(id);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AJobThatLogsAMillionLinesAndHugeOnesInATightLoopGoesOnAndItsLogIsRead()
    {
        var huge = new string('\u0007', 10 << 20) + "\ud83d";
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("flood", (NothingArgs _, JobContext job) =>
        {
            for (var n = 0; n < 1_000_000; n++)
            {
                job.Log(LogLevel.Information, "a line of usual length, as one sees them");
            }

            for (var n = 0; n < 1000; n++)
            {
                job.Log(LogLevel.Information, huge);
            }

            job.Log((LogLevel)77, "no level");
            job.Log(LogLevel.Error, null!);
            job.Log(LogLevel.Error, "the end");
        }));
        var id = await host.SubmitAsync("flood");
        (await host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);

        var lines = await LogReads.WholeLogAsync(host.Http, id);

        lines.Count.ShouldBeLessThanOrEqualTo(10_000);
        lines.TakeLast(2).Select(line => line.Text).ShouldBe(["", "the end"]);
        lines.ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line.Text) <= 4096 && !line.Text.Any(char.IsControl));
    }

    [Fact]
    public async Task TheNextAttemptBeginsWithALineAndGoesOnInTheSameLog()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("fails", (NothingArgs _, JobContext job) =>
        {
            job.Log(LogLevel.Information, $"attempt {job.Attempt} is here");
            throw new InvalidOperationException("again");
        }, options => options.Retry = JobRetry.Exponential(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1))));
        var id = await host.SubmitAsync("fails");
        await host.UntilFinalAsync(id);
        host.Errors.Clear();

        // Beside the exceptions of the attempts.
        (await host.LogAsync(id)).Lines.Where(line => line.Level != "Error").Select(line => line.Text).ShouldBe(
            ["attempt 1 is here", "Attempt 2 of 3", "attempt 2 is here", "Attempt 3 of 3", "attempt 3 is here"]);
    }

    [Fact]
    public async Task WhatServicesLogInsideAJobComesIntoItsLog()
    {
        await using var host = await TestHost.StartAsync(hub =>
        {
            hub.Services.AddSingleton<Deep>();
            hub.AddJob("deep", (NothingArgs _, Deep deep) => deep.WorkAsync());
            hub.AddJob("quiet", (NothingArgs _, Deep deep) => deep.WorkAsync(), options => options.LogLevel = LogLevel.Error);
        });
        host.Services.GetRequiredService<ILogger<Deep>>().LogCritical("outside of jobs");
        var (deep, quiet) = (await host.SubmitAsync("deep"), await host.SubmitAsync("quiet"));
        await host.UntilFinalAsync(deep);
        await host.UntilFinalAsync(quiet);
        host.Errors.Clear();

        var lines = (await host.LogAsync(deep)).Lines;
        lines.Select(line => (line.Level, line.Text)).ShouldBe(
            [("Information", "got 17 rows"), ("Warning", "in parallel"), ("Warning", "in parallel"), ("Error", "lost it System.FormatException: bad")]);
        (await host.LogAsync(quiet)).Lines.ShouldHaveSingleItem().Level.ShouldBe("Error");
    }

    private sealed class Deep(ILogger<Deep> logger)
    {
        private static readonly FormatException Bad = new("bad");

        public async Task WorkAsync()
        {
            logger.LogDebug("too fine");
            logger.LogInformation("got 17 rows");
            await Task.WhenAll(Task.Run(() => logger.LogWarning("in parallel")), Task.Run(() => logger.LogWarning("in parallel")));
            logger.LogError(Bad, "lost it");
        }
    }
}
