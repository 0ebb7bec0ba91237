using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Jobs that another scheduler has begun: stored as running under a lease, and never claimed.</summary>
public abstract class ForeignSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task AJobMayBeginWithItsCommit()
    {
        var begun = await BeginAsync();

        var stored = await ReadAsync(begun.Id);
        (stored.State, stored.Attempt, stored.Node, stored.Scheduler, stored.StartedAt, stored.Version)
            .ShouldBe((JobState.Running, 2, "node-1", "other", begun.StartedAt, JobVersion.Of(1, 1)));
        Json(stored).ShouldBe(Json(begun));
        (await Store.ReadAttemptsAsync(begun.Id, default)).ShouldHaveSingleItem().Outcome.ShouldBeNull();
        (await Store.ReadStatsAsync(new StatsScope(null, null), default)).ByState["running"].ShouldBe(1);
        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();
        (await WriteAsync(Ended(Progressed(begun, 5)))).ShouldNotBeNull().Progress!.Done.ShouldBe(5);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task AJobOfAnotherSchedulerIsRenewedLikeAnyAndFailedAsLostAndNeverQueuedAgain()
    {
        var begun = await BeginAsync();
        Time.Advance(Lease / 2);
        (await Store.RenewAsync(new("node-1", [new AttemptKey(begun.Id, 1)], Lease), default)).Lost.ShouldBeEmpty();
        Time.Advance(Lease / 2 + TimeSpan.FromSeconds(1));
        (await Store.TendAsync(default)).ShouldBeEmpty();
        Time.Advance(Lease);

        var lost = (await Store.TendAsync(default)).ShouldHaveSingleItem();

        (lost.State, lost.Error!.Type, lost.Version).ShouldBe((JobState.Failed, "lost", JobVersion.Of(2, 1)));
        (await WriteAsync(Ended(begun))).ShouldBeNull();
    }

    [Fact]
    public async Task AJobOfAnotherSchedulerIsNotQueuedByARetry()
    {
        var begun = await BeginAsync();
        await WriteAsync(Ended(begun, JobState.Failed));

        var outcome = (await Store.RetryAsync(begun.Id, default)).ShouldNotBeNull();

        (outcome.Changed, outcome.Snapshot.State).ShouldBe((false, JobState.Failed));
    }

    [Fact]
    public async Task AJobMayBeKeptThatShallNotRun()
    {
        var job = Job();
        var vetoed = job.Snapshot with { State = JobState.Canceled, FinalizedAt = Time.GetUtcNow(), Scheduler = "other", Error = new("vetoed", "No.") };
        await EnqueueAsync(job with { Snapshot = vetoed });

        var stored = await ReadAsync(vetoed.Id);

        Json(stored).ShouldBe(Json(vetoed));
        (await Store.ReadAttemptsAsync(vetoed.Id, default)).ShouldBeEmpty();
        (await Store.ReadStatsAsync(new StatsScope(null, null), default)).ByState["canceled"].ShouldBe(1);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task TheNextAttemptMayBeginInTheCommitThatEndsTheOneBefore()
    {
        var begun = await BeginAsync();
        await WriteAsync(Progressed(begun, 5) with { ReportedAt = Time.GetUtcNow() });

        var next = (await AgainAsync(begun)).ShouldNotBeNull();

        (next.State, next.Attempt, next.MaxAttempts, next.Version, next.Progress).ShouldBe((JobState.Running, 3, 3, JobVersion.Of(2, 1), null));
        Json(await ReadAsync(begun.Id)).ShouldBe(Json(next));
        (await Store.ReadAttemptsAsync(begun.Id, default)).ShouldNotBeNull().Select(a => (a.Attempt, a.Epoch, a.Outcome, a.Error?.Type))
            .ShouldBe([(2, 1, AttemptOutcome.Failed, "T"), (3, 2, null, null)]);
        (await Store.RenewAsync(new("node-1", [new AttemptKey(begun.Id, 1), new AttemptKey(begun.Id, 2)], Lease), default)).Lost.ShouldBe([new AttemptKey(begun.Id, 1)]);
        (await WriteAsync(Ended(begun))).ShouldBeNull("the attempt before has no say any more");
        (await ReadAsync(begun.Id)).MaxAttempts.ShouldBe(3);
        (await WriteAsync(Ended(next))).ShouldNotBeNull().State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task NoAttemptBeginsOnceACancelWasRequested()
    {
        var begun = await BeginAsync();
        await Store.CancelAsync(begun.Id, default);

        (await AgainAsync(begun)).ShouldNotBeNull().State.ShouldBe(JobState.Canceled);
    }

    private async Task<JobSnapshot> BeginAsync()
    {
        var job = Job(maxAttempts: 2);
        var begun = job.Snapshot with { State = JobState.Running, Version = JobVersion.Of(1, 1), Attempt = 2, StartedAt = Time.GetUtcNow(), Node = "node-1", Scheduler = "other" };
        await EnqueueAsync(job with { Snapshot = begun, Lease = Lease });
        return begun;
    }

    private async Task<JobSnapshot?> AgainAsync(JobSnapshot running)
    {
        var failed = running with { State = JobState.Scheduled, Version = running.Version + 9, DueAt = Time.GetUtcNow(), Error = new("T", "m") };
        return (await Store.WriteAsync([new AttemptWrite(failed) { Again = Lease }], default)).ShouldHaveSingleItem();
    }
}
