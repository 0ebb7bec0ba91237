using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.Tests.Live;

[Trait("Invariant", "2 Versions only grow")]
public sealed class LiveJobFacts
{
    private readonly JobReporter _reporter = new(() => { });

    [Fact]
    public void AnOlderSnapshotIsNotTaken()
    {
        var queued = Snapshots.Queued();
        var job = new LiveJob(queued.Claimed());
        job.TryApply(queued).ShouldBeFalse();
        job.Current.State.ShouldBe(JobState.Running);
    }

    [Fact]
    public void AFlushMakesOneVersionOfManyReports()
    {
        var job = Running(out var claimed);
        for (var i = 1; i <= 100; i++)
        {
            _reporter.Report(i, 100);
        }

        job.Flush(Snapshots.Noon).Version.ShouldBe(claimed.Version + 1);
        job.Flush(Snapshots.Noon).Version.ShouldBe(claimed.Version + 1);
        job.Current.Progress!.Done.ShouldBe(100);
    }

    /// <summary>Another node has stored the request, without what was reported here since.</summary>
    [Fact]
    public void ACancelRequestOfAnotherNodeShowsAndTakesNoReportBack()
    {
        var job = Running(out var claimed);
        _reporter.Report(7, 9);
        var told = job.Flush(Snapshots.Noon);

        job.TryApply(claimed.CancelAsked(Snapshots.Noon)).ShouldBeTrue();
        job.TryApply(claimed.CancelAsked(Snapshots.Noon)).ShouldBeFalse();
        job.TryShowCancelRequest().ShouldBeFalse();

        job.Current.ShouldBeEquivalentTo(told.CancelAsked(Snapshots.Noon));
        _reporter.Report(8, 9);
        job.Flush(Snapshots.Noon).Version.ShouldBe(JobVersion.WithCancel(told.Version) + 1);
        job.RunsHere.ShouldBeTrue();
    }

    [Fact]
    public void AnAttemptBeginsAlsoWhereACancelRequestOfItIsKnownAlready()
    {
        var claimed = Snapshots.Queued().Claimed();
        var asked = claimed.CancelAsked(Snapshots.Noon);
        var job = new LiveJob(asked);

        job.Begin(claimed, new AttemptProgress(_reporter, new JobCounters(_reporter)), null).ShouldBeTrue();

        job.RunsHere.ShouldBeTrue();
        job.Current.ShouldBeSameAs(asked);
        _reporter.Report(1);
        job.Flush(Snapshots.Noon).Version.ShouldBe(asked.Version + 1);
    }

    [Fact]
    public void TheEndCarriesTheLastReportAndIsShownOnlyOnceStored()
    {
        var job = Running(out var claimed);
        _reporter.Report(7, 7);
        var last = job.End(claimed, Snapshots.Noon);
        last.Progress!.Done.ShouldBe(7);
        job.Current.Version.ShouldBeLessThan(last.Version);
        _reporter.Report(8, 8);
        job.Flush(Snapshots.Noon).Version.ShouldBeLessThan(last.Version);
        job.TryApply(last.Ended()).ShouldBeTrue();
    }

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task TwoWhoReadAtOnceBothSeeWhatWasReportedBefore()
    {
        var job = Running(out _);
        using var together = new Barrier(2);
        for (var done = 1; done <= 20_000; done++)
        {
            _reporter.Report(done);
            var other = Task.Run(Read);
            Read().ShouldBe(done);
            (await other).ShouldBe(done);
        }

        long? Read()
        {
            together.SignalAndWait();
            return job.Flush(Snapshots.Noon).Progress?.Done;
        }
    }

    [Fact]
    public void ANewerEpochTakesTheJobFromItsAttempt()
    {
        var job = Running(out var claimed);
        var rescued = claimed with { State = JobState.Queued, Version = JobVersion.NextEpoch(claimed.Version) };
        job.TryApply(rescued).ShouldBeTrue();
        _reporter.Report(5);
        job.Flush(Snapshots.Noon).Version.ShouldBe(rescued.Version);
        job.RunsHere.ShouldBeFalse();
    }

    [Fact]
    public void ACancelRequestIsANewVersionOnce()
    {
        var job = Running(out var claimed);
        job.TryShowCancelRequest().ShouldBeTrue();
        job.TryShowCancelRequest().ShouldBeFalse();
        job.Current.Version.ShouldBe(JobVersion.WithCancel(claimed.Version));
        job.Current.CancelRequested.ShouldBe(true);
    }

    [Fact]
    public void VersionsStayBelowWhatJavaScriptHolds() =>
        JobVersion.Of(JobVersion.MaxEpoch, uint.MaxValue).ShouldBeLessThan(1L << 53);

    private LiveJob Running(out JobSnapshot claimed)
    {
        claimed = Snapshots.Running();
        var job = new LiveJob(claimed);
        job.Begin(claimed, new AttemptProgress(_reporter, new JobCounters(_reporter)), null);
        return job;
    }
}
