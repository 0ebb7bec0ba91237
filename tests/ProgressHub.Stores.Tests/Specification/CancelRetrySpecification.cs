using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class CancelRetrySpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "4 One outcome")]
    public async Task AJobThatDoesNotRunIsCanceledAtOnce(bool scheduled)
    {
        var id = await EnqueueAsync(Job(delay: scheduled ? TimeSpan.FromSeconds(5) : null));

        var outcome = await Store.CancelAsync(id, default);

        outcome!.Changed.ShouldBeTrue();
        outcome.Snapshot.State.ShouldBe(JobState.Canceled);
        outcome.Snapshot.Version.ShouldBe(2);
        outcome.Snapshot.FinalizedAt.ShouldBe(Time.GetUtcNow());
        Time.Advance(TimeSpan.FromSeconds(6));
        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task ARunningJobIsMarkedWithAVersionOfItsOwn()
    {
        var running = await StartAsync();

        var outcome = await Store.CancelAsync(running.Id, default);

        outcome!.Changed.ShouldBeTrue();
        outcome.Snapshot.CancelRequested.ShouldBe(true);
        outcome.Snapshot.State.ShouldBe(JobState.Running);
        outcome.Snapshot.Version.ShouldBe(JobVersion.WithCancel(running.Version));
        (await ReadAsync(running.Id)).ShouldBeEquivalentTo(outcome.Snapshot);
        (await Store.CancelAsync(running.Id, default))!.Changed.ShouldBeFalse();
    }

    [Fact]
    public async Task TheWorkerLearnsOfACancelAtTheRenewal()
    {
        var running = await StartAsync();
        await Store.CancelAsync(running.Id, default);

        var key = new AttemptKey(running.Id, Epoch(running));
        var answer = await Store.RenewAsync(new LeaseRenewal("node-1", [key], Lease), default);

        answer.CancelRequested.ShouldBe([key]);
        answer.Lost.ShouldBeEmpty();
    }

    [Fact]
    public async Task AReportDoesNotForgetThatACancelWasRequested()
    {
        var running = await StartAsync();
        await Store.CancelAsync(running.Id, default);

        var stored = await WriteAsync(Progressed(running, 5));

        (stored!.CancelRequested, stored.Version).ShouldBe((true, JobVersion.WithCancel(running.Version + 1)));
        var read = await ReadAsync(running.Id);
        (read.CancelRequested, read.Version, read.Progress!.Done).ShouldBe((true, stored.Version, 5));
    }

    /// <summary>The attempt hears of the request later, and counts on in between.</summary>
    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AReportThatWasMadeBeforeTheRequestWasHeardOfIsStoredAndAnOlderOneIsNot()
    {
        var running = await StartAsync();
        var (first, second) = (Progressed(running, 4), Progressed(Progressed(running, 4), 5));
        await WriteAsync(second);
        await Store.CancelAsync(running.Id, default);

        (await WriteAsync(first))!.Progress!.Done.ShouldBe(5);
        var third = await WriteAsync(Progressed(second, 7));
        var ended = await WriteAsync(Ended(running, JobState.Canceled));

        (third!.Version, third.Progress!.Done).ShouldBe((JobVersion.WithCancel(second.Version + 1), 7));
        (ended!.State, ended.Version).ShouldBe((JobState.Canceled, third.Version + 1));
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Scheduled)]
    public async Task AJobWhoseCancelWasRequestedDoesNotGoBackToTheQueue(JobState back)
    {
        var running = await StartAsync();
        await Store.CancelAsync(running.Id, default);

        var stored = await WriteAsync(running with { State = back, Version = running.Version + 1, DueAt = Time.GetUtcNow() });

        stored!.State.ShouldBe(JobState.Canceled);
        stored.FinalizedAt.ShouldBe(Time.GetUtcNow());
        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task AJobMayStillSucceedAfterACancelRequest()
    {
        var running = await StartAsync();
        await Store.CancelAsync(running.Id, default);

        (await WriteAsync(Ended(running)))!.State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task CancelAndCompletionRaceToOneOutcome()
    {
        for (var round = 0; round < 100; round++)
        {
            var running = await StartAsync();
            var cancel = Task.Run(() => Store.CancelAsync(running.Id, default));
            var end = Task.Run(() => WriteAsync(Ended(running)));
            await Task.WhenAll(cancel, end).WaitAsync(Deadline);

            (await end)!.State.ShouldBe(JobState.Succeeded);
            (await ReadAsync(running.Id)).State.ShouldBe(JobState.Succeeded);
        }
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task ARetryStartsOverWithTheNextEpoch()
    {
        var running = await StartAsync(Job(groups: ["g"]));
        await Store.CancelAsync(running.Id, default);
        var told = Ended(running) with
        {
            Progress = new JobProgress { Fraction = 1 },
            Counters = new Dictionary<string, long> { ["n"] = 1 },
            ReportedAt = Time.GetUtcNow(),
        };
        await WriteAsync(told, $"\"{new string('x', 5000)}\"");

        var retried = (await Store.RetryAsync(running.Id, default))!;

        retried.Changed.ShouldBeTrue();
        var job = retried.Snapshot;
        job.Version.ShouldBe((2L << 32) + 1);
        job.State.ShouldBe(JobState.Queued);
        (job.Attempt, job.Progress, job.Counters, job.Result, job.ResultBytes, job.Error).ShouldBe((0, null, null, null, null, null));
        (job.FinalizedAt, job.StartedAt, job.CancelRequested).ShouldBe((null, null, null));
        Json(await ReadAsync(running.Id)).ShouldBe(Json(job));
        (await Store.ReadResultAsync(running.Id, default)).ShouldBeNull();
        (await ClaimOneAsync()).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task OnlyFinalJobsAreRetriedOrRemoved()
    {
        var id = await EnqueueAsync(Job());
        (await Store.RetryAsync(id, default))!.Changed.ShouldBeFalse();
        (await Store.RemoveAsync(id, default)).ShouldBe(false);

        await ClaimOneAsync();
        (await Store.RetryAsync(id, default))!.Changed.ShouldBeFalse();
        (await Store.RemoveAsync(id, default)).ShouldBe(false);
        (await ReadAsync(id)).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task ARemovedJobIsGone()
    {
        var running = await StartAsync(Job(args: $"\"{new string('a', 2000)}\"", groups: ["g"]));
        await WriteAsync(Ended(running), $"\"{new string('x', 5000)}\"");

        (await Store.RemoveAsync(running.Id, default)).ShouldBe(true);

        (await Store.FindAsync([running.Id], default)).ShouldBeEmpty();
        (await Store.ReadArgsAsync(running.Id, default)).ShouldBeNull();
        (await Store.ReadResultAsync(running.Id, default)).ShouldBeNull();
        (await Store.ListGroupsAsync(10, default)).ShouldBeEmpty();
        (await Store.ListAsync(new JobSearch(), default)).Jobs.ShouldBeEmpty();
        (await Store.RemoveAsync(running.Id, default)).ShouldBeNull();
    }
}
