using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class ContinuationSpecification(IStoreUnderTest source) : KinSpecification(source)
{
    [Fact]
    public async Task AJobThatWaitsIsQueuedWhenTheLastOneHasEnded()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        var waiter = Waiter(any: false, first.Id, second.Id);
        await EnqueueAsync(waiter);
        Json(await ReadAsync(waiter.Snapshot.Id)).ShouldBe(Json(waiter.Snapshot));
        using var consequences = Consequences();

        await WriteAsync(Ended(first));
        (await Store.ClaimAsync(Request(1, default, "sum"), default)).Jobs.ShouldBeEmpty();
        await WriteAsync(Ended(second));

        var released = consequences.Told.ShouldHaveSingleItem();
        (released.State, released.Version, released.WaitsFor).ShouldBe((JobState.Queued, 2, null));
        (await ClaimOneAsync("sum")).Id.ShouldBe(waiter.Snapshot.Id);
    }

    [Fact]
    public async Task AClaimThatWaitsIsServedByTheEndOfThePredecessor()
    {
        var first = await StartAsync();
        var waiter = await EnqueueAsync(Waiter(any: false, first.Id));
        var claim = Store.ClaimAsync(Request(1, TimeSpan.FromHours(1), "sum"), default);

        await WriteAsync(Ended(first));

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem().Snapshot.Id.ShouldBe(waiter);
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public async Task AfterSuccessEndsCanceledAtOnceWhenAPredecessorDoesNotSucceed(JobState state)
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        var waiter = await EnqueueAsync(Waiter(any: false, first.Id, second.Id));

        await WriteAsync(Ended(first, state));

        var canceled = await ReadAsync(waiter);
        (canceled.State, canceled.FinalizedAt, canceled.CancelRequested).ShouldBe((JobState.Canceled, Time.GetUtcNow(), null));
        canceled.Error!.Type.ShouldBe("after-failed");
        canceled.Error.Message.ShouldContain(first.Id.ToString());
        await WriteAsync(Ended(second));
        Json(await ReadAsync(waiter)).ShouldBe(Json(canceled));
    }

    [Fact]
    public async Task AfterAnyRunsWhateverBecameOfThem()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        var waiter = await EnqueueAsync(Waiter(any: true, first.Id, second.Id));

        await WriteAsync(Ended(first, JobState.Failed));
        (await ReadAsync(waiter)).State.ShouldBe(JobState.Scheduled);
        await WriteAsync(Ended(second, JobState.Canceled));

        (await ReadAsync(waiter)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task PredecessorsThatHaveEndedBeforeAreCountedAtOnce()
    {
        var good = (await WriteAsync(Ended(await StartAsync())))!;
        var bad = (await WriteAsync(Ended(await StartAsync(), JobState.Failed)))!;

        var released = await ReadAsync(await EnqueueAsync(Waiter(any: false, good.Id)));
        (released.State, released.Version, released.WaitsFor).ShouldBe((JobState.Queued, 1, null));
        (await ReadAsync(await EnqueueAsync(Waiter(any: true, good.Id, bad.Id)))).State.ShouldBe(JobState.Queued);
        var canceled = await ReadAsync(await EnqueueAsync(Waiter(any: false, good.Id, bad.Id)));
        (canceled.State, canceled.Version, canceled.Error!.Type).ShouldBe((JobState.Canceled, 1, "after-failed"));
    }

    [Fact]
    public async Task AnEndAndAnEnqueueAtTheSameMomentMissNothing()
    {
        for (var round = 0; round < 100; round++)
        {
            var running = await StartAsync();
            var waiter = Waiter(any: false, running.Id);
            await Task.WhenAll(Task.Run(() => EnqueueAsync(waiter)), Task.Run(() => WriteAsync(Ended(running)))).WaitAsync(Deadline);

            (await ReadAsync(waiter.Snapshot.Id)).State.ShouldBe(JobState.Queued);
        }
    }

    [Fact]
    public async Task AJobThatWaitsForOthersAndForItsTimeNeedsBoth()
    {
        var (early, late) = (await StartAsync(), await StartAsync());
        var dueAt = Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        var (first, second) = (Due(Waiter(any: false, early.Id), dueAt), Due(Waiter(any: false, late.Id), dueAt));
        await Store.EnqueueAsync([first, second], default);
        (await ReadAsync(first.Snapshot.Id)).DueAt.ShouldBe(dueAt);

        await WriteAsync(Ended(early));
        var scheduled = await ReadAsync(first.Snapshot.Id);
        (scheduled.State, scheduled.DueAt, scheduled.WaitsFor).ShouldBe((JobState.Scheduled, dueAt, null));
        Time.Advance(TimeSpan.FromMinutes(2));

        (await ClaimOneAsync("sum")).Id.ShouldBe(first.Snapshot.Id);
        (await Store.ClaimAsync(Request(1, default, "sum"), default)).Jobs.ShouldBeEmpty();
        (await ReadAsync(second.Snapshot.Id)).State.ShouldBe(JobState.Scheduled);
        await WriteAsync(Ended(late));
        (await ReadAsync(second.Snapshot.Id)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task AJobThatWaitsIsCanceledLikeAnyScheduledOneAndNotReleasedLater()
    {
        var running = await StartAsync();
        var waiter = await EnqueueAsync(Waiter(any: true, running.Id));

        (await Store.CancelAsync(waiter, default))!.Snapshot.State.ShouldBe(JobState.Canceled);
        await WriteAsync(Ended(running));

        (await ReadAsync(waiter)).State.ShouldBe(JobState.Canceled);
        var retried = (await Store.RetryAsync(waiter, default))!.Snapshot;
        (retried.State, retried.WaitsFor).ShouldBe((JobState.Queued, null));
    }

    [Fact]
    public async Task AJobThatNobodyKnowsCannotBeWaitedFor()
    {
        var known = await EnqueueAsync(Job());

        var refusal = await ShouldRefuseAsync(Waiter(any: true, known, JobId.New(Time.GetUtcNow())));

        (refusal.Code, refusal.Member).ShouldBe(("invalid-request", "after.jobs[1]"));
    }

    [Fact]
    public async Task AChildCannotWaitForItsOwnAncestors()
    {
        var root = await EnqueueAsync(Job());
        var middle = Child(root);
        var leaf = Waiter(any: true, root);

        (await ShouldRefuseAsync(middle, leaf with { Snapshot = leaf.Snapshot with { ParentId = middle.Snapshot.Id } })).Member.ShouldBe("after.jobs[0]");
    }

    [Fact]
    public async Task ALongChainEndsInOneCommitWhenItsFirstLinkFails()
    {
        var jobs = new List<NewJob> { Job() };
        for (var i = 0; i < 2000; i++)
        {
            jobs.Add(Waiter(any: false, jobs[^1].Snapshot.Id));
        }

        await Store.EnqueueAsync(jobs, default);
        using var consequences = Consequences();

        await Store.CancelAsync(jobs[0].Snapshot.Id, default);

        consequences.Told.Count.ShouldBe(2000);
        (await ReadAsync(jobs[^1].Snapshot.Id)).Error!.Type.ShouldBe("after-failed");
    }

    [Fact]
    public async Task AFanOutWithItsContinuationIsOneCall()
    {
        var parent = Job();
        NewJob[] parts = [Child(parent.Snapshot.Id), Child(parent.Snapshot.Id)];
        var sum = Waiter(any: false, parent.Snapshot.Id);

        await Store.EnqueueAsync([parent, .. parts, sum], default);

        await EndChildAsync();
        (await WriteAsync(Ended(await ClaimOneAsync())))!.State.ShouldBe(JobState.Running);
        await EndChildAsync();
        (await ClaimOneAsync("sum")).Id.ShouldBe(sum.Snapshot.Id);
    }

    private static NewJob Due(NewJob job, DateTimeOffset dueAt) => job with { Snapshot = job.Snapshot with { DueAt = dueAt } };
}
