using Microsoft.Extensions.Logging;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class LogSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private const int Keep = 10_000;

    [Fact]
    public async Task AJobThatHasLoggedNothingHasNoLines()
    {
        foreach (var id in new[] { await EnqueueAsync(Job()), JobId.New(Time.GetUtcNow()) })
        {
            foreach (var after in new[] { 0, 7, -7 })
            {
                var log = await Store.ReadLogAsync(new(id) { AfterSeq = after }, default);

                (log.Id, log.FirstSeq, log.NextSeq, log.Lines.Count, log.Dropped).ShouldBe((id, 1, 1, 0, 0));
            }
        }
    }

    [Fact]
    public async Task LinesAreReadAsTheyWereLoggedAndNumberedFromOne()
    {
        var running = await StartAsync();
        LogEntry[] lines =
        [
            new(Time.GetUtcNow(), LogLevel.Trace, ""),
            new(Time.GetUtcNow() - TimeSpan.FromHours(1), LogLevel.Information, "line 2: äöü \U0001F600 \"quoted\""),
            new(Time.GetUtcNow() + TimeSpan.FromMilliseconds(7), LogLevel.Critical, new string('x', 4096)),
        ];

        (await AppendAsync(running, lines)).ShouldBe(4);

        var log = await Store.ReadLogAsync(new(running.Id), default);
        log.Lines.Select(line => (line.Seq, line.At, line.Level, line.Text)).ShouldBe(
            lines.Select((line, n) => (n + 1L, line.At, line.Level.ToString(), line.Text)));
        (log.FirstSeq, log.NextSeq, log.Dropped).ShouldBe((1, 4, 0));
    }

    [Fact]
    public async Task NumbersGoOnOverAttemptsRetriesAndCalls()
    {
        var first = await StartAsync(Job(maxAttempts: 2));
        await AppendAsync(first, Lines(3, "first"));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);
        var second = await ClaimOneAsync();
        (await AppendAsync(second, Lines(2, "second"))).ShouldBe(6);
        await WriteAsync(Ended(second, JobState.Failed));
        await Store.RetryAsync(first.Id, default);
        var third = await ClaimOneAsync();
        (await AppendAsync(third, Lines(1, "third"))).ShouldBe(7);

        var log = await Store.ReadLogAsync(new(first.Id), default);

        log.Lines.Select(line => line.Seq).ShouldBe(Enumerable.Range(1, 6).Select(n => (long)n));
        log.Lines.Select(line => line.Text.Split(' ')[0]).ShouldBe(["first", "first", "first", "second", "second", "third"]);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task LinesOfAnAttemptThatDoesNotHoldTheJobAreRefused()
    {
        var lost = await StartAsync();
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);
        (await AppendAsync(lost, Lines(1))).ShouldBeNull("it is queued again");
        var holder = await ClaimOneAsync();
        (await AppendAsync(lost, Lines(1))).ShouldBeNull("another attempt holds it");
        await WriteAsync(Ended(holder));
        (await AppendAsync(holder, Lines(1))).ShouldBeNull("it is final");
        (await AppendAsync(holder with { Id = JobId.New(Time.GetUtcNow()) }, Lines(1))).ShouldBeNull("there is no such job");

        (await Store.ReadLogAsync(new(lost.Id), default)).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task OneCallAddsToManyLogsAndRefusesOnlyWhatIsWrong()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var next = await Store.AppendLogAsync(
            [new(Key(one), Lines(2, "one")), new(Key(one) with { Epoch = 9 }, Lines(1, "bad")), new(Key(other), Lines(1, "other")), new(Key(one), Lines(1, "more"))], Keep, default);

        next.ShouldBe([3L, null, 2L, 4L]);
        (await Store.ReadLogAsync(new(one.Id), default)).Lines.Select(line => line.Text).ShouldBe(["one 1", "one 2", "more 1"]);
    }

    [Theory]
    [InlineData(0, 3, 1, 3)]
    [InlineData(4, 3, 5, 7)]
    [InlineData(8, 5, 9, 10)]
    [InlineData(10, 5, 11, 10)]
    [InlineData(99, 5, 11, 10)]
    [InlineData(-4, 9, 7, 10)]
    [InlineData(-99, 2, 1, 2)]
    public async Task ARangeIsReadFromAnyPlace(int after, int limit, int first, int last)
    {
        var running = await StartAsync();
        await AppendAsync(running, Lines(6));
        await AppendAsync(running, Lines(4));

        var log = await Store.ReadLogAsync(new(running.Id) { AfterSeq = after, Limit = limit }, default);

        log.Lines.Select(line => line.Seq).ShouldBe(Enumerable.Range(first, last - first + 1).Select(n => (long)n));
        (log.FirstSeq, log.NextSeq).ShouldBe((first, last + 1));
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task OnlyTheNewestLinesAreKeptAndHowManyAreGoneIsTold()
    {
        var running = await StartAsync();
        for (var n = 0; n < 30; n++)
        {
            await Store.AppendLogAsync([new(Key(running), Lines(70))], 1000, default);
        }

        var log = await Store.ReadLogAsync(new(running.Id) { Limit = 5000 }, default);

        (log.FirstSeq, log.NextSeq, log.Dropped, log.Lines.Count).ShouldBe((1101, 2101, 1100, 1000));
        log.Lines.Select(line => line.Seq).ShouldBe(Enumerable.Range(1101, 1000).Select(n => (long)n));
        (await Store.ReadLogAsync(new(running.Id) { AfterSeq = 1500, Limit = 1 }, default)).Lines.Single().Seq.ShouldBe(1501);
    }

    [Fact]
    public async Task MoreLinesThanAreKeptMayComeAtOnce()
    {
        var running = await StartAsync();
        await Store.AppendLogAsync([new(Key(running), Lines(12_345))], 100, default);

        var log = await Store.ReadLogAsync(new(running.Id) { Limit = 5000 }, default);

        (log.FirstSeq, log.NextSeq, log.Dropped).ShouldBe((12_246, 12_346, 12_245));
        log.Lines[^1].Text.ShouldBe("line 12345");
    }

    [Fact]
    public async Task ASearchFindsLevelsAndTextsInLettersOfEitherCaseAndTellsHowFarItLooked()
    {
        var running = await StartAsync();
        await AppendAsync(running, [.. Enumerable.Range(1, 3000).Select(n => new LogEntry(Time.GetUtcNow(), (LogLevel)(n % 6), n % 500 == 0 ? $"Needle {n}" : $"hay {n}"))]);

        var grave = await Store.ReadLogAsync(new(running.Id) { Level = LogLevel.Error, Limit = 10 }, default);
        var found = await Store.ReadLogAsync(new(running.Id) { Text = "nEEDLE" }, default);
        var paged = await Store.ReadLogAsync(new(running.Id) { Text = "needle", Limit = 2 }, default);
        var rest = await Store.ReadLogAsync(new(running.Id) { Text = "needle", AfterSeq = paged.NextSeq - 1 }, default);
        var both = await Store.ReadLogAsync(new(running.Id) { Text = "needle", Level = LogLevel.Error }, default);

        grave.Lines.ShouldAllBe(line => line.Level == "Error" || line.Level == "Critical");
        (grave.Lines.Count, grave.Lines[0].Seq, grave.NextSeq).ShouldBe((10, 4, 30));
        found.Lines.Select(line => line.Seq).ShouldBe([500, 1000, 1500, 2000, 2500, 3000]);
        found.NextSeq.ShouldBe(3001);
        (paged.Lines.Count, paged.NextSeq).ShouldBe((2, 1001));
        rest.Lines.Select(line => line.Seq).ShouldBe([1500, 2000, 2500, 3000]);
        both.Lines.Select(line => line.Seq).ShouldBe([1000, 2500]);
    }

    [Fact]
    public async Task ALogGoesWithItsJob()
    {
        var job = Job();
        var running = await StartAsync(job);
        await AppendAsync(running, Lines(3));
        await WriteAsync(Ended(running));
        await Store.RemoveAsync(running.Id, default);

        await StartAsync(job);

        var log = await Store.ReadLogAsync(new(running.Id), default);
        (log.Lines.Count, log.NextSeq).ShouldBe((0, 1));
    }

    [Fact]
    public async Task AFinalJobKeepsItsLog()
    {
        var running = await StartAsync();
        await AppendAsync(running, Lines(3));
        await WriteAsync(Ended(running));

        (await Store.ReadLogAsync(new(running.Id), default)).Lines.Count.ShouldBe(3);
    }

    private LogEntry[] Lines(int count, string text = "line") =>
        [.. Enumerable.Range(1, count).Select(n => new LogEntry(Time.GetUtcNow(), LogLevel.Information, $"{text} {n}"))];

    private static AttemptKey Key(JobSnapshot running) => new(running.Id, Epoch(running));

    private async Task<long?> AppendAsync(JobSnapshot running, LogEntry[] lines) =>
        (await Store.AppendLogAsync([new(Key(running), lines)], Keep, default)).ShouldHaveSingleItem();
}
