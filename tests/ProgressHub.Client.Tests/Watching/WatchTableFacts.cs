using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Tests.Watching;

public sealed class WatchTableFacts
{
    private static readonly JobId Id = Snapshots.Id();
    private static readonly GroupName Group = new("g");

    private readonly WatchTable _table = new(new ManualTime());

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public void OnlyWhatIsNewerIsTold()
    {
        var listener = Watch(Id);
        foreach (var version in (long[])[3, 2, 3, 5, 4, 1])
        {
            _table.Apply([Snapshots.Make(Id, version)]);
        }

        listener.Versions.ShouldBe([3, 5]);
        listener.IsEnded.ShouldBeFalse();
    }

    [Fact]
    public void TheFinalSnapshotEndsTheWatchAndTheHubHearsOfIt()
    {
        var listener = Watch(Id);
        var joins = new HubJoins(_table);
        var work = joins.Take(100)!;
        joins.Joined(work, new() { Store = "s" });

        _table.Apply([Snapshots.Make(Id, 9, JobState.Failed)]);

        listener.Versions.ShouldBe([9]);
        (listener.IsEnded, listener.Fault).ShouldBe((true, null));
        joins.Take(100)!.Left!.Jobs.ShouldBe([Id.ToString()]);
        joins.Take(100).ShouldBeNull();
        _table.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void SeveralWatchesOfAJobAreOneForTheHubAndALateOneIsToldTheNewestAtOnce()
    {
        Watch(Id);
        _table.Apply([Snapshots.Make(Id, 4)]);

        Watch(Id).Versions.ShouldBe([4]);
        new HubJoins(_table).Take(100)!.ToRequest().Jobs.ShouldBe([new JobWatch(Id.ToString(), 4)]);
    }

    [Fact]
    public void ANewConnectionIsAskedForEverythingWithTheVersionsKnown()
    {
        Watch(Id);
        var joins = new HubJoins(_table);
        joins.Joined(joins.Take(100)!, new() { Store = "s", Jobs = [Snapshots.Make(Id, 4)] });
        joins.Take(100).ShouldBeNull();

        new HubJoins(_table).Take(100)!.ToRequest().Jobs.ShouldHaveSingleItem().Version.ShouldBe(4);
    }

    [Fact]
    public void AnotherStoreMakesItForgetVersions()
    {
        var (job, group) = (Watch(Id), WatchGroup());
        _table.UseStore("first");
        _table.Apply([Snapshots.Make(Id, 100, JobState.Running, "g")]);

        _table.UseStore("second");
        new HubJoins(_table).Take(100)!.ToRequest().Jobs![0].Version.ShouldBeNull();
        _table.Apply([Snapshots.Make(Id, 7, JobState.Running, "g")]);

        job.Versions.ShouldBe([100, 7]);
        group.Versions.ShouldBe([100, 7]);
        group.Removed.ShouldBe([Id]);
    }

    [Fact]
    public void WhatTheConnectionDoesNotHoldIsPolledUntilAnotherWatchLeaves()
    {
        var held = Watch(Snapshots.Id(1));
        Watch(Snapshots.Id(2));
        var joins = new HubJoins(_table);
        joins.Joined(joins.Take(1)!, new() { Store = "s" });
        joins.Full(joins.Take(1)!);

        joins.Take(100).ShouldBeNull();
        _table.TakePollWork(everything: false).Jobs.Select(job => job.Id).ShouldBe([Snapshots.Id(2)]);
        _table.Remove(Snapshots.Id(1), held);

        var next = joins.Take(100)!;
        next.Left!.Jobs.ShouldBe([Snapshots.Id(1).ToString()]);
        next.Jobs.Select(job => job.Id).ShouldBe([Snapshots.Id(2)]);
        _table.NeedsPolls(everything: false).ShouldBeFalse();
    }

    [Fact]
    public void RefusedItemsEndAloneAndWhatWasSeenBeforeWasRemoved()
    {
        var (unknown, removed, good) = (Watch(Snapshots.Id(1)), Watch(Snapshots.Id(2)), Watch(Snapshots.Id(3)));
        _table.Apply([Snapshots.Make(Snapshots.Id(2), 4)]);
        var joins = new HubJoins(_table);

        joins.Joined(joins.Take(100)!, new()
        {
            Store = "s",
            Refused = [.. ((int[])[1, 2]).Select(n => new WatchRefusal("job-not-found", "No.") { Id = Snapshots.Id(n).ToString() })],
        });

        unknown.Fault.ShouldBeOfType<JobNotFoundException>();
        removed.Fault.ShouldBeOfType<WatchEndedException>().Reason.ShouldBe("removed");
        good.IsEnded.ShouldBeFalse();
    }

    [Fact]
    public void JobsOfAGroupThatAnAnswerDoesNotTellAreReadOneByOneOrGone()
    {
        var group = WatchGroup();
        _table.Apply([.. Enumerable.Range(1, 4).Select(n => Snapshots.Make(Snapshots.Id(n), 1, n == 4 ? JobState.Succeeded : JobState.Running, "g"))]);
        var moment = _table.TakePollWork(everything: true).Groups.Single().Moment;
        _table.Apply([Snapshots.Make(Snapshots.Id(5), 1, JobState.Running, "g")]);

        _table.Apply(Group, [Snapshots.Make(Snapshots.Id(3), 2, JobState.Running, "g")], isWhole: false, moment);

        _table.TakePollWork(everything: false).Jobs.Select(job => job.Id).ShouldBe([Snapshots.Id(1), Snapshots.Id(2)], ignoreOrder: true, "the final one cannot have changed, the fifth came after the question");
        group.Removed.ShouldBeEmpty();

        _table.Apply(Group, [Snapshots.Make(Snapshots.Id(3), 2, JobState.Running, "g")], isWhole: true, moment);
        group.Removed.ShouldBe([Snapshots.Id(1), Snapshots.Id(2), Snapshots.Id(4)], ignoreOrder: true);
    }

    [Fact]
    public void AJobThatIsRemovedWhileTheGroupIsAskedForDoesNotComeBackWithTheAnswer()
    {
        var listener = WatchGroup();
        var joins = new HubJoins(_table);
        var work = joins.Take(100)!;
        _table.Apply(new WatchEnd([Id], [], "removed"));

        var summary = new GroupSummary { Name = Group, Total = 1, ByState = new Dictionary<string, long>(), AsOf = default };
        joins.Joined(work, new() { Store = "s", Groups = [new(summary, [Snapshots.Make(Id, 3, JobState.Succeeded, "g")])] });

        listener.Versions.ShouldBeEmpty();
    }

    [Fact]
    public void AWatchThatEndsTakesNoJobOutOfAGroup()
    {
        var (group, job) = (WatchGroup(), Watch(Id));
        _table.Apply([Snapshots.Make(Id, 3, JobState.Running, "g")]);

        _table.Apply(new WatchEnd([Id], [], "revoked"));

        job.Fault.ShouldBeOfType<WatchEndedException>();
        group.Removed.ShouldBeEmpty();
    }

    [Fact]
    public async Task ASlowReaderOfAJobGetsTheNewestAndThenTheEnd()
    {
        var watcher = new JobWatcher();
        for (var version = 1; version <= 1_000; version++)
        {
            watcher.Offer(Snapshots.Make(Id, version));
        }

        await using var reading = watcher.ReadAsync(default).GetAsyncEnumerator();
        (await reading.MoveNextAsync()).ShouldBeTrue();
        reading.Current.Version.ShouldBe(1_000);
        watcher.Offer(Snapshots.Make(Id, 1_001));
        watcher.Offer(Snapshots.Make(Id, 1_002, JobState.Succeeded));
        watcher.End(null);
        (await reading.MoveNextAsync()).ShouldBeTrue();
        reading.Current.IsFinal().ShouldBeTrue();
        (await reading.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task ASlowReaderOfAGroupGetsTheNewestOfEachJobAndOfSoManyJobs()
    {
        var watcher = new GroupWatcher();
        for (var n = 1; n <= 10_005; n++)
        {
            watcher.Offer(Snapshots.Make(Snapshots.Id(n), 1));
            watcher.Offer(Snapshots.Make(Snapshots.Id(n), 2));
        }

        watcher.End(null);
        var read = new List<JobSnapshot>();
        await foreach (var job in watcher.ReadAsync(default))
        {
            read.Add(job);
        }

        read.Count.ShouldBe(10_000);
        read.ShouldAllBe(job => job.Version == 2);
        read[0].Id.ShouldBe(Snapshots.Id(6));
    }

    private Listener Watch(JobId id)
    {
        var listener = new Listener();
        _table.Add(id, null, null, listener);
        return listener;
    }

    private Listener WatchGroup()
    {
        var listener = new Listener();
        _table.Add(Group, listener);
        return listener;
    }

    private sealed class Listener : IWatchListener
    {
        public List<long> Versions { get; } = [];

        public List<JobId> Removed { get; } = [];

        public bool IsEnded { get; private set; }

        public Exception? Fault { get; private set; }

        public void Offer(JobSnapshot job) => Versions.Add(job.Version);

        public void Remove(JobId id) => Removed.Add(id);

        public void End(Exception? fault) => (IsEnded, Fault) = (true, fault);
    }
}
