using Microsoft.Extensions.Logging;
using ProgressHub.Testing;

namespace ProgressHub.Tests.Testing;

public sealed class TestJobFacts
{
    private sealed record Rows(int Count, string? Skip = null);

    private sealed record Read(long Count);

    private sealed record Place(int Row);

    private sealed class ReadRows : IJobHandler<Rows, Read>
    {
        public async Task<Read> RunAsync(Rows args, JobContext job, CancellationToken ct)
        {
            for (var row = job.Checkpoint<Place>()?.Row ?? 0; row < args.Count; row++)
            {
                ct.ThrowIfCancellationRequested();
                job.Progress.Report(row + 1, args.Count, "rows");
                job.Counter("read").Increment();
                job.SaveCheckpoint(new Place(row + 1));
                await Task.Yield();
            }

            job.Log(LogLevel.Information, $"read {args.Count}");
            return new(job.Counter("read").Value);
        }
    }

    private sealed class Refusing : IJobHandler<Rows>
    {
        public async Task RunAsync(Rows args, JobContext job, CancellationToken ct)
        {
            using (job.Progress.Stage("Read"))
            {
                await Task.Yield();
                throw args.Skip is null ? new IOException("The line broke.") : new DoNotRetryException(args.Skip);
            }
        }
    }

    [Fact]
    public async Task AHandlerRunsAndItsResultReportsAndLogAreThere()
    {
        var test = new TestJob();

        (await test.RunAsync(new ReadRows(), new Rows(3))).ShouldBe(new Read(3));

        (test.Snapshot.State, test.Snapshot.Progress!.Done, test.Snapshot.Progress.Fraction, test.Snapshot.Counters!["read"]).ShouldBe((JobState.Succeeded, 3, 1, 3));
        test.Snapshot.Result!.Value.GetProperty("count").GetInt64().ShouldBe(3);
        test.Reports.Select(report => report.Done).Distinct().ShouldBe([1, 2, 3]);
        test.Log.ShouldHaveSingleItem().Text.ShouldBe("read 3");
        test.Log.Count.ShouldBe(1, "reading it takes nothing away");
    }

    [Fact]
    public async Task ASecondAttemptGoesOnFromItsCheckpoint()
    {
        var test = new TestJob { Attempt = 2, Checkpoint = new Place(500) };

        (await test.RunAsync(new ReadRows(), new Rows(502))).ShouldBe(new Read(2));

        (test.Snapshot.Attempt, test.Reports[0].Done).ShouldBe((2, 501));
    }

    [Fact]
    public async Task WhatTheHandlerThrowsIsThrownAndTheSnapshotSaysWhatWouldFollow()
    {
        var first = new TestJob();
        (await Should.ThrowAsync<IOException>(first.RunAsync(new Refusing(), new Rows(1)))).Message.ShouldBe("The line broke.");
        (first.Snapshot.State, first.Snapshot.Error!.Type).ShouldBe((JobState.Scheduled, "System.IO.IOException"));
        first.Reports.ShouldContain(report => report.Stage == "Read");

        var last = new TestJob { Attempt = 3 };
        await Should.ThrowAsync<IOException>(last.RunAsync(new Refusing(), new Rows(1)));
        last.Snapshot.State.ShouldBe(JobState.Failed);

        var never = new TestJob();
        await Should.ThrowAsync<DoNotRetryException>(never.RunAsync(new Refusing(), new Rows(1, "No header.")));
        (never.Snapshot.State, never.Snapshot.Error!.Message).ShouldBe((JobState.Failed, "No header."));
    }

    [Fact]
    public async Task WhatTheHandlerThrowsIsInItsLogWithTheStack()
    {
        var test = new TestJob();

        await Should.ThrowAsync<IOException>(test.RunAsync(new Refusing(), new Rows(1)));

        test.Log.ShouldAllBe(line => line.Level == "Error");
        test.Log[0].Text.ShouldBe("System.IO.IOException: The line broke.");
        test.Log[1].Text.ShouldStartWith("   at ");
        test.Log.ShouldContain(line => line.Text.Contains(nameof(Refusing)));
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AnExceptionOfAThousandLinesLogsAHundredAndHowManyAreLeftOut()
    {
        var test = new TestJob();
        var text = string.Join("\n\n", Enumerable.Range(1, 1_000).Select(n => $"line {n}"));

        await Should.ThrowAsync<Wordy>(test.RunAsync((_, _) => throw new Wordy(() => text)));

        test.Log.Take(100).Select(line => line.Text).ShouldBe(Enumerable.Range(1, 100).Select(n => $"line {n}"));
        test.Log.Skip(100).ShouldHaveSingleItem().Text.ShouldBe("   … 900 more lines");
    }

    [Fact]
    public async Task AnExceptionThatCannotBeReadIsLoggedByItsName()
    {
        var test = new TestJob();

        await Should.ThrowAsync<Wordy>(test.RunAsync((_, _) => throw new Wordy(() => throw new NotSupportedException())));

        test.Log.ShouldHaveSingleItem().Text.ShouldContain("Its stack cannot be read: reading it throws System.NotSupportedException.");
        test.Snapshot.State.ShouldBe(JobState.Scheduled);
    }

    [Theory]
    [InlineData(StopReason.CancelRequested, JobState.Canceled)]
    [InlineData(StopReason.TimedOut, JobState.Scheduled)]
    [InlineData(StopReason.ShuttingDown, JobState.Queued)]
    [InlineData(StopReason.LeaseLost, JobState.Running)]
    public async Task AJobThatIsStoppedEndsAsItWouldInAHost(StopReason reason, JobState state)
    {
        var test = new TestJob();
        var running = test.RunAsync(async (job, ct) =>
        {
            test.Cancel(reason);
            test.Cancel(StopReason.TimedOut);
            await Task.Delay(Timeout.Infinite, ct);
        });

        await Should.ThrowAsync<OperationCanceledException>(running);

        (test.Context.StopReason, test.Snapshot.State).ShouldBe((reason, state));
        test.Log.Any().ShouldBe(reason is StopReason.TimedOut, "only a stop that is a failure has a stack to look at");
    }

    [Fact]
    public async Task AResultThatIsTooLargeFailsAsItWouldInAHost()
    {
        var test = new TestJob();

        (await Should.ThrowAsync<InvalidOperationException>(test.RunAsync(new Large(), new Rows(300_000)))).Message.ShouldStartWith("The result has 300002 bytes");

        test.Snapshot.Error!.Type.ShouldBe("too-large");
    }

    [Fact]
    public async Task OnlyTheNewestReportsAreKept()
    {
        var test = new TestJob();

        await test.RunAsync((job, _) =>
        {
            for (var n = 1; n <= TestJob.MaxReports + 5; n++)
            {
                job.Progress.Report(n);
            }

            return Task.CompletedTask;
        });

        (test.Reports.Count, test.Reports[0].Done, test.Reports[^1].Done).ShouldBe((TestJob.MaxReports, 6, TestJob.MaxReports + 5));
    }

    [Fact]
    public async Task ASecondRunIsRefusedWithTheCure()
    {
        var test = new TestJob();
        await test.RunAsync(new ReadRows(), new Rows(0));

        (await Should.ThrowAsync<InvalidOperationException>(test.RunAsync(new ReadRows(), new Rows(0)))).Message.ShouldContain("Make a new one");
        Should.Throw<ArgumentOutOfRangeException>(() => test.Cancel(StopReason.None));
    }

    private sealed class Wordy(Func<string> text) : Exception
    {
        public override string ToString() => text();
    }

    private sealed class Large : IJobHandler<Rows, string>
    {
        public Task<string> RunAsync(Rows args, JobContext job, CancellationToken ct) => Task.FromResult(new string('x', args.Count));
    }
}
