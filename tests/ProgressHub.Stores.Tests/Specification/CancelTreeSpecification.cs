using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class CancelTreeSpecification(IStoreUnderTest source) : KinSpecification(source)
{
    [Fact]
    public async Task ACancelReachesAllDescendants()
    {
        var root = await StartAsync();
        var children = await EnqueueChildrenAsync(root.Id, 3);
        var middle = await ClaimOneAsync("part");
        var leaf = (await EnqueueChildrenAsync(middle.Id, 1))[0];
        using var consequences = Consequences();

        var outcome = (await Store.CancelAsync(root.Id, default))!;

        outcome.Stopping.ShouldBe([new(root.Id, Epoch(root)), new(middle.Id, Epoch(middle))], ignoreOrder: true);
        outcome.Stopping[0].Id.ShouldBe(root.Id);
        consequences.Told.Select(job => (job.Id, job.State)).ShouldBe(
            [(middle.Id, JobState.Running), (children[1], JobState.Canceled), (children[2], JobState.Canceled), (leaf, JobState.Canceled)], ignoreOrder: true);
        (await ReadAsync(middle.Id)).CancelRequested.ShouldBe(true);
    }

    [Fact]
    public async Task AWaitingParentThatWasAskedEndsCanceledWhenItsChildrenAreFinal()
    {
        var waiting = await WaitingAsync(children: 2, result: "1");
        var running = await ClaimOneAsync("part");
        using var consequences = Consequences();

        var outcome = (await Store.CancelAsync(waiting.Id, default))!;

        outcome.Stopping.ShouldBe([new(running.Id, Epoch(running))]);
        var asked = await ReadAsync(waiting.Id);
        (asked.State, asked.CancelRequested, asked.Children).ShouldBe((JobState.Running, true, new ChildCounts(2, 0, 0, 1)));
        await WriteAsync(Ended(running));
        var ended = await ReadAsync(waiting.Id);
        (ended.State, ended.Children, ended.Result).ShouldBe((JobState.Canceled, new ChildCounts(2, 1, 0, 1), null));
        consequences.Of(waiting.Id).Last().Version.ShouldBe(ended.Version);
        (await Store.ReadResultAsync(waiting.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task AWaitingParentWhoseChildrenAllStandStillIsCanceledAtOnce()
    {
        var waiting = await WaitingAsync(children: 3);

        await Store.CancelAsync(waiting.Id, default);

        (await ReadAsync(waiting.Id)).State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    public async Task ACancelGoesThroughJobsThatAreFinalToThoseBelowThem()
    {
        var root = await StartAsync();
        await EnqueueChildrenAsync(root.Id, 1);
        var middle = await ClaimOneAsync("part");
        var leaf = (await EnqueueChildrenAsync(middle.Id, 1))[0];
        await WriteAsync(Ended(middle, JobState.Failed));
        await WriteAsync(Ended(root, JobState.Failed));

        (await Store.CancelAsync(root.Id, default))!.Changed.ShouldBeFalse();

        (await ReadAsync(leaf)).State.ShouldBe(JobState.Canceled);
        (await ReadAsync(root.Id)).State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task AChildOfAJobThatShallStopIsStoredAsCanceled()
    {
        var running = await StartAsync();
        await Store.CancelAsync(running.Id, default);

        var child = (await EnqueueChildrenAsync(running.Id, 1))[0];

        (await ReadAsync(child)).State.ShouldBe(JobState.Canceled);
        (await Store.ClaimAsync(Request(1, default, "part"), default)).Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task AParentThatReturnsAfterTheRequestIsCanceledIfItsChildrenWere()
    {
        var running = await StartAsync();
        await EnqueueChildrenAsync(running.Id, 1);
        await Store.CancelAsync(running.Id, default);

        (await WriteAsync(Ended(running)))!.State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    public async Task AJobThatWaitedForACanceledOneIsCanceledInTheSameCommit()
    {
        var waiting = await WaitingAsync(children: 1);
        var sum = await EnqueueAsync(Waiter(any: false, waiting.Id));

        await Store.CancelAsync(waiting.Id, default);

        (await ReadAsync(sum)).Error!.Type.ShouldBe("after-failed");
    }
}
