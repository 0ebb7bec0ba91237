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
    public void MissedLogLinesLeaveAGapThatTheNextNumberShows()
    {
        var id = JobId.New(Snapshots.Noon);
        var line = new LogLine(Snapshots.Noon, "Information", "text");
        _backlog.TryKeep(new(nameof(IJobHubClient.LogAppended), [new LogLines(id, 11, [line, line])])).ShouldBeTrue();
        _backlog.TryKeep(new(nameof(IJobHubClient.LogAppended), [new LogLines(id, 13, [line])])).ShouldBeTrue();
        var log = Take().Log!;
        log.FirstSeq.ShouldBe(14);
        log.Lines.ShouldBeEmpty();
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
