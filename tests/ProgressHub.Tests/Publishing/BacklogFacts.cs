using ProgressHub.Publishing;

namespace ProgressHub.Tests.Publishing;

[Trait("Invariant", "6 Conflation drops nothing that matters")]
public sealed class BacklogFacts
{
    private readonly Backlog _backlog = new();

    [Fact]
    public void OfEachJobTheNewestSnapshotIsKept()
    {
        var (one, other) = (Snapshots.Running(), Snapshots.Running());
        Keep(one, other);
        Keep(one with { Version = one.Version + 2 });
        Keep(one with { Version = one.Version + 1 });
        var jobs = Take().Jobs!;
        jobs.Select(job => (job.Id, job.Version)).ShouldBe([(one.Id, one.Version + 2), (other.Id, other.Version)], ignoreOrder: true);
        _backlog.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void AMessageThatSaysAllIsPassedOnWithItsBytes()
    {
        var job = Snapshots.Running();
        Keep(job);
        var newest = new Delivery(nameof(IJobHubClient.JobsChanged), [new[] { job with { Version = job.Version + 1 } }]);
        _backlog.TryKeep(newest).ShouldBeTrue();
        Take().ShouldBeSameAs(newest);
        Keep(Snapshots.Running());
        _backlog.TryKeep(newest).ShouldBeTrue();
        Take().Jobs!.Count.ShouldBe(2);
    }

    [Fact]
    public void AFinalSnapshotIsNeverReplacedByAnOlderOne()
    {
        var running = Snapshots.Running();
        Keep(running.Ended());
        Keep(running);
        Take().Jobs!.Single().State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void MoreJobsThanTheCapBecomeOneResync()
    {
        for (var i = 0; i <= Backlog.MaxJobs; i++)
        {
            Keep(Snapshots.Running());
        }

        Keep(Snapshots.Running());
        Take().Args.ShouldBe([new ResyncReason("too-far-behind")]);
        _backlog.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void RollUpsConflateByGroup()
    {
        for (var total = 1; total <= 5; total++)
        {
            _backlog.TryKeep(new(nameof(IJobHubClient.GroupsChanged), [new[] { Summary("a", total), Summary("b", total) }])).ShouldBeTrue();
        }

        Take().Groups!.Select(group => (group.Name.Value, group.Total)).ShouldBe([("a", 5L), ("b", 5L)], ignoreOrder: true);
    }

    [Fact]
    public void LogLinesWaitInTheOrderInWhichTheyCameAndKeepTheirBytes()
    {
        var id = JobId.New(Snapshots.Noon);
        Delivery[] kept = [Log(id, 11, 2), Log(id, 13, 1), Log(JobId.New(Snapshots.Noon), 5, 3)];
        foreach (var delivery in kept)
        {
            _backlog.TryKeep(delivery).ShouldBeTrue();
        }

        kept.ShouldAllBe(delivery => ReferenceEquals(Take(), delivery));
        _backlog.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void MoreLogLinesThanTheCapLeaveAGapThatTheNumbersShow()
    {
        var id = JobId.New(Snapshots.Noon);
        for (var n = 0; n < 15; n++)
        {
            _backlog.TryKeep(Log(id, 1 + n * 1000, 1000)).ShouldBeTrue();
        }

        for (var n = 0; n < 10; n++)
        {
            Take().Log!.FirstSeq.ShouldBe(1 + n * 1000);
            // There is room again, but not for what would stand before the gap.
            _backlog.TryKeep(Log(id, 15_001 + n, 1)).ShouldBeTrue();
        }

        var gap = Take().Log!;
        (gap.FirstSeq, gap.NextSeq, gap.Lines.Count).ShouldBe((15_011, 15_011, 0));
        _backlog.TryKeep(Log(id, 15_011, 1)).ShouldBeTrue();
        Take().Log!.Lines.Count.ShouldBe(1);
        _backlog.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void MessagesThatCannotBeConflatedAreBounded()
    {
        for (var i = 0; i < Backlog.MaxOthers; i++)
        {
            _backlog.TryKeep(new("Own", [i])).ShouldBeTrue();
        }

        _backlog.TryKeep(new("Own", ["one too many"])).ShouldBeFalse();
        Take().Args.ShouldBe([0]);
    }

    private void Keep(params JobSnapshot[] jobs) => _backlog.TryKeep(new(nameof(IJobHubClient.JobsChanged), [jobs])).ShouldBeTrue();

    private static Delivery Log(JobId id, long first, int count) => new(nameof(IJobHubClient.LogAppended),
    [
        new LogLines(id, first, first + count, [.. Enumerable.Range(0, count).Select(n => new LogLine(first + n, Snapshots.Noon, "Information", "text"))]),
    ]);

    private Delivery Take()
    {
        _backlog.TryTake(out var delivery).ShouldBeTrue();
        return delivery;
    }

    private static GroupSummary Summary(string name, long total) => new()
    {
        Name = new(name),
        Total = total,
        ByState = new Dictionary<string, long>(),
        AsOf = Snapshots.Noon,
    };
}
