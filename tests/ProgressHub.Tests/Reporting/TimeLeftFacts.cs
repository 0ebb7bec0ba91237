using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

public sealed class TimeLeftFacts
{
    private readonly ReportedJob _job = new();

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(2.5)]
    public void OfASteadyJobTimeLeftIsRightWithin20PercentAfter5Seconds(double every)
    {
        var (amount, share) = (new ReportedJob(), new ReportedJob());
        for (var at = 0.0; at <= 60; at += every)
        {
            amount.Now = share.Now = Snapshots.Noon.AddSeconds(at);
            amount.Progress.Report((long)(at * 1000), 100_000, "rows");
            share.Progress.AsPercent().Report(at);
            if (at >= 5)
            {
                amount.Shown().EtaSeconds!.Value.ShouldBe(100 - at, tolerance: (100 - at) * 0.2);
                amount.Shown().RatePerSecond!.Value.ShouldBe(1000, tolerance: 200);
                share.Shown().EtaSeconds!.Value.ShouldBe(100 - at, tolerance: (100 - at) * 0.2);
                share.Shown().RatePerSecond.ShouldBeNull();
            }
            else if (at < 1)
            {
                (amount.Shown().EtaSeconds, amount.Shown().RatePerSecond, share.Shown().EtaSeconds).ShouldBe((null, null, null));
            }
            else
            {
                amount.Shown();
                share.Shown();
            }
        }
    }

    [Fact]
    public void DeclaredStagesHaveATimeLeftAndUndeclaredOnesDoNot()
    {
        var undeclared = new ReportedJob();
        _job.Progress.Stages(("Download", 3), ("Unpack", 1));
        var (known, unknown) = (_job.Progress.Stage("Download"), undeclared.Progress.Stage("Download", 3));
        for (var at = 0; at <= 10; at++)
        {
            _job.Now = undeclared.Now = Snapshots.Noon.AddSeconds(at);
            known.Report(at, 75);
            unknown.Report(at, 75);
            _job.Shown();
            undeclared.Shown().EtaSeconds.ShouldBeNull();
        }

        _job.Shown().EtaSeconds!.Value.ShouldBe(90, tolerance: 9);
    }

    [Fact]
    public void TheJobsOwnCountTellsTheTimeLeftWhateverItsStagesAre()
    {
        using var stage = _job.Progress.Stage("Download");
        for (var at = 0; at <= 10; at++)
        {
            _job.Now = Snapshots.Noon.AddSeconds(at);
            stage.Report(at, 20);
            _job.Progress.Report(at, 100, "files");
            _job.Shown();
        }

        var shown = _job.Shown();
        (shown.Fraction, shown.Done, shown.RatePerSecond, shown.EtaSeconds).ShouldBe((0.25, 10, 1, 90));
    }

    [Fact]
    public void WordsBetweenTwoStepsDoNotSlowTheRate()
    {
        for (var at = 0; at <= 60; at++)
        {
            _job.Now = Snapshots.Noon.AddSeconds(at);
            if (at % 10 == 0)
            {
                _job.Progress.Report(at, 1000);
            }

            _job.Progress.Report($"second {at}");
            _job.Shown();
        }

        _job.Shown().RatePerSecond!.Value.ShouldBe(1, tolerance: 0.1);
    }

    [Fact]
    public void WorkThatStandsStillWhileTheJobSpeaksHasNoRateAndAStepLaterHasOne()
    {
        Step(0, 0);
        Step(5, 500);
        _job.Shown().RatePerSecond.ShouldBe(100);
        for (var at = 6; at <= 300; at++)
        {
            Say(at);
            _job.Shown().RatePerSecond.ShouldBe(at < 35 ? 100 : null);
        }

        Step(302, 520);
        Step(305, 550);
        _job.Shown().RatePerSecond!.Value.ShouldBe(10, tolerance: 2);

        void Step(int at, long done)
        {
            _job.Now = Snapshots.Noon.AddSeconds(at);
            _job.Progress.Report(done, 1000);
            _job.Shown();
        }

        void Say(int at)
        {
            _job.Now = Snapshots.Noon.AddSeconds(at);
            _job.Progress.Report("still here");
            _job.Shown();
        }
    }

    [Fact]
    [Trait("Invariant", "10 Alive is not the same as moving")]
    public void AQuietJobsRateAndTimeLeftAreFrozenAtItsLastReportWhoeverReadsWhenever()
    {
        var claimed = Snapshots.Running();
        var live = new LiveJob(claimed);
        var reporter = new JobReporter(() => { });
        live.Begin(claimed, new AttemptProgress(reporter, new JobCounters(reporter)), null);
        for (var at = 0; at <= 10; at++)
        {
            reporter.Report(at, 100);
            live.Flush(Snapshots.Noon.AddSeconds(at));
        }

        var last = live.Current;
        live.Flush(Snapshots.Noon.AddHours(1)).ShouldBeSameAs(last);
        (last.ReportedAt, last.Progress!.EtaSeconds, last.LostAt).ShouldBe((Snapshots.Noon.AddSeconds(10), 90, null));
        JobVersion.Epoch(last.Version).ShouldBe(JobVersion.Epoch(claimed.Version));
    }
}
