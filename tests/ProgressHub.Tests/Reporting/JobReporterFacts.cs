using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

[Trait("Invariant", "9 Reporting is free")]
public sealed class JobReporterFacts
{
    private int _changes;

    [Fact]
    public void OnlyTheFirstReportAfterAFlushWakesAnybody()
    {
        var reporter = Reporter();
        for (var i = 0; i < 1000; i++)
        {
            reporter.Report(i);
        }

        _changes.ShouldBe(1);
        reporter.TryTake(out _).ShouldBeTrue();
        reporter.Report(1000);
        _changes.ShouldBe(2);
    }

    [Fact]
    public void TheNewestReportWins()
    {
        var reporter = Reporter();
        reporter.Report(1, 10, "files", "a");
        reporter.Report(2, 10, "files", "b");
        reporter.TryTake(out var values).ShouldBeTrue();
        (values.Done, values.Total, values.Unit, values.Message).ShouldBe((2, 10, "files", "b"));
        reporter.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void APlainValueAllocatesNothing()
    {
        var reporter = Reporter();
        reporter.Report(1, 100, "files", "warm");
        reporter.Increment();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            reporter.Report(i);
            reporter.Increment(2);
            reporter.Report(i, 10_000, "files", "constant");
            reporter.Report("constant");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void AFractionIsNotAnAmount()
    {
        var reporter = Reporter();
        ((IProgress<double>)reporter).Report(0.5);
        reporter.TryTake(out var half);
        half.ToProgress(new ProgressMeter(), Snapshots.Noon).ShouldSatisfyAllConditions(p => p.Fraction.ShouldBe(0.5), p => p.Done.ShouldBeNull());
        reporter.AsPercent().Report(75);
        reporter.TryTake(out var most);
        most.ToProgress(new ProgressMeter(), Snapshots.Noon).Fraction.ShouldBe(0.75);
    }

    [Fact]
    public async Task IncrementsOfManyThreadsAddUpExactly()
    {
        var reporter = Reporter();
        using var stage = reporter.Stage("part");
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                reporter.Increment();
                stage.Increment(2);
            }
        }, TaskCreationOptions.LongRunning)));
        reporter.TryTake(out var values);
        values.Done.ShouldBe(1_280_000);
        values.Stages!.All.Single().Done.ShouldBe(2_560_000);
    }

    [Fact]
    public void WhatIsSaidReplacesWhatWasCountedAndCountingGoesOnFromThere()
    {
        var reporter = Reporter();
        reporter.Increment(7);
        Taken(reporter).ShouldBe(7);
        reporter.Report(20, 50);
        Taken(reporter).ShouldBe(20);
        reporter.Increment(-3);
        Taken(reporter).ShouldBe(17);
        ((IProgress<JobProgress>)reporter).Report(new() { Message = "no number any more" });
        Taken(reporter).ShouldBe(JobReporter.Unknown);
        reporter.Increment();
        Taken(reporter).ShouldBe(1);
        reporter.Reset();
        Taken(reporter).ShouldBe(JobReporter.Unknown);

        static long Taken(JobReporter reporter) => reporter.TryTake(out var values) ? values.Done : 0;
    }

    [Fact]
    public async Task NoReportIsLostBetweenTheMarkAndTheFlush()
    {
        // The flusher may only ever see "nothing new" when it has seen the newest value.
        var reporter = Reporter();
        const int Last = 300_000;
        var seen = 0L;
        var flusher = Task.Run(() =>
        {
            while (seen < Last)
            {
                if (reporter.TryTake(out var values))
                {
                    seen = values.Done;
                }
            }
        });
        for (var i = 1; i <= Last; i++)
        {
            reporter.Report(i);
        }

        await flusher.WaitAsync(TimeSpan.FromSeconds(60));
        seen.ShouldBe(Last);
    }

    private JobReporter Reporter() => new(() => Interlocked.Increment(ref _changes));
}
