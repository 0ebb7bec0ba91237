using System.Text;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>What a store keeps for the attempts to come, and tells those that run.</summary>
public abstract class AttemptSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task ACheckpointIsThereForTheNextAttempt()
    {
        var first = await StartAsync();
        await SaveAsync(Progressed(first, 10), """{"position":10}""");
        await SaveAsync(Progressed(Progressed(first, 10), 20), """{"position":20}""");
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);

        Text((await ClaimAsync()).Checkpoint).ShouldBe("""{"position":20}""");
    }

    [Fact]
    public async Task ACheckpointIsKeptThoughTheWriteTellsNothingNewer()
    {
        var first = await StartAsync();

        (await SaveAsync(first, "1")).ShouldBe(first);
        await WriteAsync(first with { State = JobState.Queued, Version = first.Version + 1 });

        Text((await ClaimAsync()).Checkpoint).ShouldBe("1");
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task ACheckpointOfAnAttemptThatLostTheJobIsRefused()
    {
        var first = await StartAsync();
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);

        (await SaveAsync(Progressed(first, 1), "1")).ShouldBeNull();

        (await ClaimAsync()).Checkpoint.ShouldBeNull();
    }

    [Fact]
    public async Task AnExplicitRetryOfAFailedJobGoesOnFromItsCheckpointAndOneOfASuccessBeginsAnew()
    {
        var first = await StartAsync();
        await SaveAsync(Ended(first, JobState.Failed), "1");
        await Store.RetryAsync(first.Id, default);
        var second = await ClaimAsync();
        Text(second.Checkpoint).ShouldBe("1");

        await SaveAsync(Ended(second.Snapshot), "");
        await Store.RetryAsync(first.Id, default);

        (await ClaimAsync()).Checkpoint.ShouldBeNull();
    }

    [Theory]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    public async Task AnAttemptBeginsWithNothingSaidWhateverTheOneBeforeHasShown(JobState left)
    {
        var first = await StartAsync();
        var said = Progressed(first, 40) with { Counters = new Dictionary<string, long> { ["rows"] = 7 }, ReportedAt = Time.GetUtcNow() };
        await WriteAsync(said);
        if (left == JobState.Running)
        {
            Time.Advance(Lease + TimeSpan.FromSeconds(1));
            await Store.TendAsync(default);
        }
        else
        {
            await WriteAsync(said with { State = left, Version = said.Version + 1, DueAt = Time.GetUtcNow() });
        }

        var second = await ClaimOneAsync();

        (second.Progress, second.Counters, second.ReportedAt).ShouldBe((null, null, null));
        Json(await ReadAsync(first.Id)).ShouldBe(Json(second));
    }

    [Fact]
    public async Task ATimeoutIsToldAtEveryClaim()
    {
        await EnqueueAsync(Job() with { Timeout = TimeSpan.FromSeconds(90) });
        var first = await ClaimAsync();
        first.Timeout.ShouldBe(TimeSpan.FromSeconds(90));
        await WriteAsync(first.Snapshot with { State = JobState.Queued, Version = first.Snapshot.Version + 1 });

        (await ClaimAsync()).Timeout.ShouldBe(TimeSpan.FromSeconds(90));
        await EnqueueAsync(Job());
        (await ClaimAsync()).Timeout.ShouldBeNull();
    }

    [Fact]
    public async Task CancelRequestsOfRunningJobsAreReadUntilTheyStop()
    {
        var (asked, other) = (await StartAsync(), await StartAsync());
        var waiting = await EnqueueAsync(Job());
        (await Store.ReadCancelRequestsAsync(default)).ShouldBeEmpty();

        await Store.CancelAsync(asked.Id, default);
        await Store.CancelAsync(waiting, default);

        (await Store.ReadCancelRequestsAsync(default)).ShouldBe([new AttemptKey(asked.Id, Epoch(asked))]);
        await WriteAsync(Progressed(asked, 5));
        await WriteAsync(Ended(other));
        (await Store.ReadCancelRequestsAsync(default)).ShouldBe([new AttemptKey(asked.Id, Epoch(asked))]);
        await WriteAsync(Ended(asked, JobState.Canceled));
        (await Store.ReadCancelRequestsAsync(default)).ShouldBeEmpty();
    }

    private async Task<ClaimedJob> ClaimAsync() => (await Store.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem();

    private async Task<JobSnapshot?> SaveAsync(JobSnapshot snapshot, string checkpoint) =>
        (await Store.WriteAsync([new AttemptWrite(snapshot) { Checkpoint = Encoding.UTF8.GetBytes(checkpoint) }], default)).ShouldHaveSingleItem();
}
