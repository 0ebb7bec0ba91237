using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class LeaseSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    [Trait("Invariant", "10 Alive is not the same as moving")]
    public async Task ARenewedLeaseIsKeptWhateverTheJobReports()
    {
        var running = await StartAsync();
        for (var i = 0; i < 120; i++)
        {
            Time.Advance(Lease - TimeSpan.FromSeconds(1));
            (await RenewAsync(running)).Lost.ShouldBeEmpty();
            (await Store.TendAsync(default)).ShouldBeEmpty();
        }

        (await ReadAsync(running.Id)).Version.ShouldBe(running.Version);
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AnExpiredLeaseIsRescuedWithTheNextEpoch()
    {
        var running = await StartAsync();
        await WriteAsync(Progressed(running, 10));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        var rescued = (await Store.TendAsync(default)).ShouldHaveSingleItem();

        rescued.State.ShouldBe(JobState.Queued);
        rescued.Version.ShouldBe((2L << 32) + 1);
        rescued.Attempt.ShouldBe(1);
        Json(await ReadAsync(running.Id)).ShouldBe(Json(rescued));
        (await Store.TendAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task WhoLostALeaseLearnsItAtTheRenewal()
    {
        var running = await StartAsync();
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);

        var key = new AttemptKey(running.Id, Epoch(running));
        (await RenewAsync(running)).Lost.ShouldBe([key]);

        await ClaimOneAsync();
        (await RenewAsync(running)).Lost.ShouldBe([key]);
    }

    [Fact]
    public async Task ALostJobWithoutAnotherAttemptHasFailed()
    {
        var running = await StartAsync(Job(maxAttempts: 1));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        var lost = (await Store.TendAsync(default)).ShouldHaveSingleItem();

        lost.State.ShouldBe(JobState.Failed);
        lost.Error!.Type.ShouldBe("lost");
        lost.FinalizedAt.ShouldBe(Time.GetUtcNow());
        lost.Version.ShouldBeGreaterThan(running.Version);
    }

    [Fact]
    public async Task ALostJobThatShouldStopIsCanceled()
    {
        var running = await StartAsync();
        await Store.CancelAsync(running.Id, default);
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        var lost = (await Store.TendAsync(default)).ShouldHaveSingleItem();

        lost.State.ShouldBe(JobState.Canceled);
        lost.FinalizedAt.ShouldBe(Time.GetUtcNow());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task AJumpOfTheWallClockStealsNoLeaseAndLeavesNoneHanging(int hours)
    {
        await StartAsync();
        Time.Jump(TimeSpan.FromHours(hours));
        (await Store.TendAsync(default)).ShouldBeEmpty();

        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        (await Store.TendAsync(default)).ShouldHaveSingleItem().State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task DueJobsAreQueuedByTending()
    {
        var id = await EnqueueAsync(Job(delay: TimeSpan.FromSeconds(10)));
        (await Store.TendAsync(default)).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(10));

        var queued = (await Store.TendAsync(default)).ShouldHaveSingleItem();

        queued.Id.ShouldBe(id);
        queued.State.ShouldBe(JobState.Queued);
        queued.Version.ShouldBe(2);
    }

    [Fact]
    public async Task ManyDueJobsAreAllQueued()
    {
        await Store.EnqueueAsync(Enumerable.Range(0, 1200).Select(_ => Job(delay: TimeSpan.FromSeconds(1))).ToArray(), default);
        Time.Advance(TimeSpan.FromSeconds(2));

        (await Store.TendAsync(default)).Select(j => j.Id).Distinct().Count().ShouldBe(1200);
    }

    private Task<LeaseAnswer> RenewAsync(JobSnapshot running) =>
        Store.RenewAsync(new LeaseRenewal("node-1", [new AttemptKey(running.Id, Epoch(running))], Lease), default);
}
