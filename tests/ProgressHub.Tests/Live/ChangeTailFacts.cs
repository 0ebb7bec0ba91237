using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Live;

[Trait("Invariant", "8 A lost message costs latency, not truth")]
public sealed class ChangeTailFacts : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly MemoryJobStore _store;
    private readonly RecordingListener _listener = new();
    private readonly OtherNodes _others = new();
    private readonly GroupsHere _groups = new();
    private readonly LiveJobs _live;
    private readonly ChangeTail _tail;

    public ChangeTailFacts()
    {
        _store = new MemoryJobStore(_time);
        _live = new LiveJobs(_store, _listener, _time);
        _tail = new ChangeTail(_live, _listener, _groups, _store, _time, NullLogger<ChangeTail>.Instance);
    }

    [Fact]
    public async Task WhatAnotherNodeChangesIsToldToThoseWhoWatchItHere()
    {
        var job = await EnqueueAsync();
        _listener.Watched.Add(job.Id);
        await _live.ReadAsync(job.Id, default);
        await ClaimAsync();

        await ChangedAsync(job.Id);

        _listener.Told.ShouldHaveSingleItem().Current.State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task AJobThisNodeHasNeverHeardOfIsToldToThoseWhoWatchItsGroup()
    {
        var job = await EnqueueAsync();
        _listener.WatchesGroups = true;

        await ChangedAsync(job.Id);

        _listener.Told.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
    }

    [Fact]
    public async Task WhileNobodyWatchesOrPollsNothingIsRead()
    {
        await ChangedAsync(JobId.New(_time.GetUtcNow()));

        _others.Readings.ShouldBe(0);
        _others.Watches.ShouldBeFalse();
    }

    [Fact]
    public async Task WhoPollsAJobOfAnotherNodeIsShownItsChanges()
    {
        var job = await EnqueueAsync();
        await _live.ReadAsync(job.Id, default);
        await ClaimAsync();

        await ChangedAsync(job.Id);

        _others.Watches.ShouldBeTrue();
        (await _live.ReadAsync(job.Id, default))!.State.ShouldBe(JobState.Running);
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task WhatIsKnownHereInThatVersionOrANewerOneIsNotToldAgain()
    {
        var job = await EnqueueAsync();
        _listener.Watched.Add(job.Id);
        await _live.ReadAsync(job.Id, default);

        await ChangedAsync(job.Id);

        _listener.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task AJobThatRunsHereIsNotReadFromTheStore()
    {
        var job = await EnqueueAsync();
        _listener.Watched.Add(job.Id);
        var (_, reporter, _) = _live.Begin(await ClaimAsync(), null);
        reporter.Report(7);
        _listener.Told.Clear();

        await ChangedAsync(job.Id);

        _listener.Told.ShouldBeEmpty();
        (await _live.ReadAsync(job.Id, default))!.Progress!.Done.ShouldBe(7);
    }

    [Fact]
    public async Task AJobThatAnotherNodeHasRemovedIsToldAsRemoved()
    {
        var job = await EnqueueAsync();
        _listener.Watched.Add(job.Id);
        await _live.ReadAsync(job.Id, default);
        await _store.CancelAsync(job.Id, default);
        await _store.RemoveAsync(job.Id, default);

        await ChangedAsync(job.Id);

        _listener.Told.ShouldHaveSingleItem().IsRemoved.ShouldBeTrue();
    }

    [Fact]
    public async Task AfterAGapWhatWasMissedInWatchedGroupsIsToldLikeAnyChange()
    {
        var job = await EnqueueAsync();
        _listener.WatchesGroups = true;
        _groups.Missed.Add(job.Id);

        await GapAsync();

        _listener.Told.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
    }

    [Fact]
    public async Task AfterAGapAFinalJobThatWasRunAgainMeanwhileIsTold()
    {
        var job = await EnqueueAsync();
        await _store.CancelAsync(job.Id, default);
        _listener.Watched.Add(job.Id);
        (await _live.ReadAsync(job.Id, default))!.IsFinal().ShouldBeTrue();
        await _store.RetryAsync(job.Id, default);

        await GapAsync();

        _listener.Told.ShouldHaveSingleItem().Current.State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task AGapThatCannotBeClosedNowIsClosedTheNextTime()
    {
        var job = await EnqueueAsync();
        _listener.WatchesGroups = true;
        _groups.Missed.Add(job.Id);
        _groups.IsAway = true;
        await GapAsync();
        _listener.Told.ShouldBeEmpty();
        _groups.IsAway = false;

        await _tail.RunOnceAsync(_others, default);

        _others.Asked.ShouldBe([null, null]);
        _listener.Told.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
    }

    [Fact]
    public async Task WhatChangesWhileTheFirstReadingFailsIsFoundByComparing()
    {
        var job = await EnqueueAsync();
        _listener.WatchesGroups = true;
        _others.IsAway = true;
        await _tail.RunOnceAsync(_others, default);
        _groups.Missed.Add(job.Id);
        _others.IsAway = false;

        await _tail.RunOnceAsync(_others, default);

        _listener.Told.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
        await _tail.RunOnceAsync(_others, default);
        _groups.Comparisons.ShouldBe(1);
    }

    [Fact]
    public async Task WhatChangesWhileTheFirstReadingTakesLongIsFoundByComparing()
    {
        var job = await EnqueueAsync();
        _listener.WatchesGroups = true;
        _groups.Missed.Add(job.Id);
        _others.TakesTime = () => _time.Advance(TimeSpan.FromSeconds(20));

        await _tail.RunOnceAsync(_others, default);

        _listener.Told.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
    }

    [Fact]
    public async Task AJobThatIsRemovedElsewhereLeavesTheGroupsThatCountItAlsoWhenItIsNotInMemory()
    {
        var job = await EnqueueAsync();
        await _store.CancelAsync(job.Id, default);
        await _store.RemoveAsync(job.Id, default);
        _listener.WatchesGroups = true;
        _groups.Counted = ["team:film"];

        await ChangedAsync(job.Id);

        var told = _listener.Told.ShouldHaveSingleItem();
        (told.Id, told.IsRemoved).ShouldBe((job.Id, true));
        told.Current.Groups.ShouldBe([new GroupName("team:film")]);
        _live.Find(job.Id).ShouldBeNull();
    }

    public ValueTask DisposeAsync()
    {
        _tail.Dispose();
        return _store.DisposeAsync();
    }

    private async Task<JobSnapshot> EnqueueAsync()
    {
        var job = Snapshots.Queued("team:film");
        await _store.EnqueueAsync([new NewJob(job, "{}"u8.ToArray())], null, default);
        return job;
    }

    private async Task<JobSnapshot> ClaimAsync()
    {
        var request = new ClaimRequest { Node = "other", Kinds = [new("work", 1)], Max = 1, Lease = Lease, MaxWait = TimeSpan.Zero };
        return (await _store.ClaimAsync(request, default)).Jobs.Single().Snapshot;
    }

    private Task ChangedAsync(JobId id)
    {
        _others.Changed.Add(id);
        return _tail.RunOnceAsync(_others, default);
    }

    private Task GapAsync()
    {
        _others.HasGap = true;
        return _tail.RunOnceAsync(_others, default);
    }

    private sealed class GroupsHere : IWatchedGroups
    {
        public List<JobId> Missed { get; } = [];

        public string[] Counted { get; set; } = [];

        public bool IsAway { get; set; }

        public int Comparisons { get; private set; }

        public IReadOnlyList<GroupName> CountedIn(JobId id) => [.. Counted.Select(name => new GroupName(name))];

        public Task<IReadOnlyList<JobId>> FindMissedAsync(CancellationToken ct)
        {
            Comparisons++;
            return IsAway ? throw new StoreUnavailableException("Away.") : Task.FromResult<IReadOnlyList<JobId>>(Missed);
        }
    }

    private sealed class OtherNodes : ISharedStore
    {
        public event Action? Hinted
        {
            add => throw new NotSupportedException();
            remove => throw new NotSupportedException();
        }

        public List<JobId> Changed { get; } = [];

        public bool HasGap { get; set; }

        public bool IsAway { get; set; }

        public Action TakesTime { get; set; } = () => { };

        public List<JobChangesCursor?> Asked { get; } = [];

        public int Readings => Asked.Count;

        public bool OthersWatch => false;

        public bool Watches { get; set; }

        public Task<JobChanges> ReadChangesAsync(JobChangesCursor? after, CancellationToken ct)
        {
            Asked.Add(after);
            TakesTime();
            if (IsAway)
            {
                throw new StoreUnavailableException("Away.");
            }

            return Task.FromResult(new JobChanges([.. Changed], new(0, new HashSet<long>())) { HasGap = HasGap });
        }
    }

    private sealed class RecordingListener : ILiveListener
    {
        public HashSet<JobId> Watched { get; } = [];

        public List<LiveJob> Told { get; } = [];

        public bool IsIdle => Watched.Count == 0 && !WatchesGroups;

        public bool WatchesGroups { get; set; }

        public bool Wants(JobSnapshot job) => WatchesGroups || Watched.Contains(job.Id);

        public bool Watches(JobId id) => Watched.Contains(id);

        public void Changed(LiveJob job) => Told.Add(job);

        public void Moved(LiveJob job) => Told.Add(job);
    }
}
