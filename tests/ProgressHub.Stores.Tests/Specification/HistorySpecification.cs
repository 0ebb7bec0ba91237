using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class HistorySpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task AJobThatHasNotRunHasNoAttempt()
    {
        (await AttemptsAsync(await EnqueueAsync(Job()))).ShouldBeEmpty();
        (await Store.ReadAttemptsAsync(JobId.New(Time.GetUtcNow()), default)).ShouldBeNull();
    }

    [Fact]
    public async Task TheAttemptThatRunsStandsLastAndHasNoOutcome()
    {
        var running = await StartAsync();
        await WriteAsync(Progressed(running, 5) with { ReportedAt = Time.GetUtcNow() });

        var attempt = (await AttemptsAsync(running.Id)).ShouldHaveSingleItem();

        (attempt.Attempt, attempt.Epoch, attempt.Outcome, attempt.EndedAt, attempt.Node).ShouldBe((1, 1, null, null, "node-1"));
        attempt.Progress!.Done.ShouldBe(5);
    }

    [Fact]
    public async Task EveryAttemptIsKeptWithHowItEnded()
    {
        var first = await StartAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        await FailAsync(Progressed(first, 10) with { ReportedAt = Time.GetUtcNow() }, "System.IO.IOException");
        var second = await ClaimAgainAsync();
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);
        var third = await ClaimOneAsync();
        await WriteAsync(Ended(third));

        var attempts = await AttemptsAsync(first.Id);

        attempts.Select(a => (a.Attempt, a.Epoch, a.Outcome)).ShouldBe(
            [(1, 1, AttemptOutcome.Failed), (2, 2, AttemptOutcome.Lost), (3, Epoch(third), AttemptOutcome.Succeeded)]);
        attempts.Select(a => a.StartedAt).ShouldBe([first.StartedAt!.Value, second.StartedAt!.Value, third.StartedAt!.Value]);
        attempts[0].EndedAt.ShouldBe(first.StartedAt + TimeSpan.FromSeconds(3));
        attempts[0].Progress!.Done.ShouldBe(10);
        attempts.Select(a => a.Error?.Type).ShouldBe(["System.IO.IOException", "lost", null]);
        attempts.Skip(1).ShouldAllBe(a => a.Progress == null, "they have reported nothing of their own");
    }

    [Theory]
    [InlineData("timed-out", AttemptOutcome.TimedOut)]
    [InlineData("lost", AttemptOutcome.Lost)]
    [InlineData("T", AttemptOutcome.Failed)]
    public async Task TheErrorTellsHowAFailedJobEnded(string type, AttemptOutcome outcome)
    {
        var running = await StartAsync();
        await WriteAsync(Ended(running, JobState.Failed) with { Error = new JobError(type, "m") });

        var attempt = (await AttemptsAsync(running.Id)).ShouldHaveSingleItem();

        (attempt.Outcome, attempt.Error!.Type, attempt.EndedAt).ShouldBe((outcome, type, Time.GetUtcNow()));
    }

    [Fact]
    public async Task AnExplicitRetryKeepsTheAttemptsBeforeIt()
    {
        var running = await StartAsync(Job(maxAttempts: 1));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);
        await Store.RetryAsync(running.Id, default);
        await Store.RetryAsync(running.Id, default);
        var again = await ClaimOneAsync();
        await WriteAsync(Ended(again, JobState.Canceled));
        await Store.RetryAsync(running.Id, default);

        var attempts = await AttemptsAsync(running.Id);

        attempts.Select(a => (a.Attempt, a.Epoch, a.Outcome)).ShouldBe([(1, 1, AttemptOutcome.Lost), (1, Epoch(again), AttemptOutcome.Canceled)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACancelBetweenTwoAttemptsIsNoAttempt(bool lost)
    {
        var running = await StartAsync();
        if (lost)
        {
            Time.Advance(Lease + TimeSpan.FromSeconds(1));
            await Store.TendAsync(default);
        }
        else
        {
            await FailAsync(running, "T");
        }

        (await Store.CancelAsync(running.Id, default))!.Snapshot.State.ShouldBe(JobState.Canceled);

        var outcome = lost ? AttemptOutcome.Lost : AttemptOutcome.Failed;
        (await AttemptsAsync(running.Id)).ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
        await Store.RetryAsync(running.Id, default);
        (await AttemptsAsync(running.Id)).ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task WhatADrainGivesBackIsNoAttempt()
    {
        var first = await StartAsync();
        await FailAsync(first, "T");
        var second = await ClaimAgainAsync();
        await WriteAsync(second with { State = JobState.Queued, Version = second.Version + 1, Attempt = 1, Node = null });
        (await AttemptsAsync(first.Id)).ShouldHaveSingleItem().Outcome.ShouldBe(AttemptOutcome.Failed);

        await Store.CancelAsync(first.Id, default);

        (await AttemptsAsync(first.Id)).ShouldHaveSingleItem().Outcome.ShouldBe(AttemptOutcome.Failed);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AtMostAHundredAttemptsAreKept()
    {
        var running = await StartAsync(Job(maxAttempts: 1000));
        for (var n = 0; n < 130; n++)
        {
            await FailAsync(running, "T");
            running = await ClaimAgainAsync();
        }

        var attempts = await AttemptsAsync(running.Id);

        attempts.Select(a => a.Attempt).ShouldBe(Enumerable.Range(32, 100));
    }

    [Fact]
    public async Task AttemptsGoWithTheirJob()
    {
        var job = Job();
        var running = await StartAsync(job);
        await FailAsync(running, "T");
        await Store.CancelAsync(running.Id, default);
        await Store.RemoveAsync(running.Id, default);

        await EnqueueAsync(job);

        (await AttemptsAsync(running.Id)).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<JobAttempt>> AttemptsAsync(JobId id) => (await Store.ReadAttemptsAsync(id, default)).ShouldNotBeNull();

    private Task<JobSnapshot?> FailAsync(JobSnapshot running, string type) => WriteAsync(
        running with { State = JobState.Scheduled, Version = running.Version + 1, DueAt = Time.GetUtcNow() + TimeSpan.FromSeconds(2), Error = new JobError(type, "m") });

    private async Task<JobSnapshot> ClaimAgainAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(2));
        return await ClaimOneAsync();
    }
}
