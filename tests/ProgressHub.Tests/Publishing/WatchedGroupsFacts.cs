using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Publishing;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Publishing;

[Trait("Invariant", "8 A lost message costs latency, not truth")]
public sealed class WatchedGroupsFacts : IAsyncDisposable
{
    private static readonly GroupName Film = new("team:film");

    private readonly ManualTime _time = new();
    private readonly MemoryJobStore _store;
    private readonly AudienceTable _audiences = new();
    private readonly WatchedGroups _groups;

    public WatchedGroupsFacts()
    {
        _store = new MemoryJobStore(_time);
        _groups = new WatchedGroups(_store, _audiences);
    }

    [Fact]
    public async Task WhatTheStoreHasNewerOrMoreOrNoLongerIsFound()
    {
        var (same, newer, gone) = (await EnqueueAsync(), await EnqueueAsync(), await EnqueueAsync());
        var rollup = Watch(Film, same, newer, gone);
        var more = await EnqueueAsync();
        await _store.CancelAsync(newer.Id, default);
        await _store.CancelAsync(gone.Id, default);
        await _store.RemoveAsync(gone.Id, default);

        var found = await _groups.FindMissedAsync(default);

        found.ShouldBe([newer.Id, more.Id, gone.Id], ignoreOrder: true);
        rollup.Ids().ShouldBe([same.Id, newer.Id, gone.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task WhatIsKnownHereFirstIsNoNews()
    {
        var job = await EnqueueAsync();
        Watch(GroupNames.All, job.Claimed());

        (await _groups.FindMissedAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AJobIsCountedInEveryWatchedGroupThatHoldsIt()
    {
        var job = await EnqueueAsync();
        Watch(Film, job);
        Watch(GroupNames.All, job);
        Watch(new("team:sound"));

        _groups.CountedIn(job.Id).ShouldBe([Film, GroupNames.All], ignoreOrder: true);
        _groups.CountedIn(JobId.New(Snapshots.Noon)).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<JobSnapshot> EnqueueAsync()
    {
        var job = Snapshots.Queued(Film.Value);
        await _store.EnqueueAsync([new NewJob(job, "{}"u8.ToArray())], null, default);
        return job;
    }

    private GroupRollup Watch(GroupName group, params JobSnapshot[] known)
    {
        var rollup = _audiences.Join(AudienceNames.OfGroup(group), new Someone()).StartRollup(new GroupRollup(group));
        foreach (var job in known)
        {
            rollup.Apply(job.ToMember());
        }

        return rollup;
    }

    private sealed class Someone : IWatcher
    {
        public void Offer(Delivery delivery)
        {
        }
    }
}
