using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class NodeTests : SqliteFileTest
{
    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task JobsOfAKilledProcessAreQueuedAgainAtTheNextStart()
    {
        await using var killed = await OpenAsync();
        await killed.EnqueueAsync([Job()], default);
        var running = (await killed.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem().Snapshot;

        var file = CopyAsAfterAKill();
        var itsLock = Directory.GetFiles(Path.GetDirectoryName(Source.File)!, "*.node-*").ShouldHaveSingleItem();
        var left = Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(itsLock));
        await File.WriteAllTextAsync(left, "");
        await using var restarted = await OpenAsync(file);

        var again = (await restarted.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem().Snapshot;
        again.Attempt.ShouldBe(2);
        JobVersion.Epoch(again.Version).ShouldBe(JobVersion.Epoch(running.Version) + 2);
        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task JobsOfALivingProcessAreLeftToIt()
    {
        await using var first = await OpenAsync();
        await first.EnqueueAsync([Job()], default);
        var running = (await first.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem().Snapshot;

        await using var second = await OpenAsync();
        (await second.TendAsync(default)).ShouldBeEmpty();

        var end = running with { State = JobState.Succeeded, Version = running.Version + 1 };
        (await first.WriteAsync([new AttemptWrite(end)], default)).ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Fact]
    public async Task JobsOfAProcessThatEndedAreRescuedByItsNeighbour()
    {
        await using var neighbour = await OpenAsync();
        var first = await OpenAsync();
        await first.EnqueueAsync([Job(), Job()], default);
        await first.ClaimAsync(Request(2), default);

        await first.DisposeAsync();

        (await neighbour.TendAsync(default)).Select(j => j.State).ShouldBe([JobState.Queued, JobState.Queued]);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task AProcessThatHangsLosesItsJobsToItsNeighbour()
    {
        await using var hanging = await OpenAsync();
        await using var neighbour = await OpenAsync();
        await hanging.EnqueueAsync([Job()], default);
        var running = (await hanging.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem().Snapshot;
        Time.Advance(TimeSpan.FromSeconds(31));

        (await neighbour.TendAsync(default)).ShouldHaveSingleItem();

        (await hanging.WriteAsync([new AttemptWrite(running with { Version = running.Version + 1 })], default)).ShouldBe([null]);
    }

    [Fact]
    public async Task AWaitingClaimFindsTheJobsOfANeighbourAfterItsWait()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var claim = second.ClaimAsync(Request(1, TimeSpan.FromSeconds(5)), default);
        await second.CancelAsync(JobId.New(Time.GetUtcNow()), default);
        await first.EnqueueAsync([Job()], default);

        Time.Advance(TimeSpan.FromSeconds(6));

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task ProcessesThatRaceForJobsNeverShareOne()
    {
        var stores = new[] { await OpenAsync(), await OpenAsync(), await OpenAsync() };
        await stores[0].EnqueueAsync(Enumerable.Range(0, 600).Select(_ => Job()).ToArray(), default);

        var workers = stores.Select(store => Task.Run(async () =>
        {
            var ended = 0;
            while (await store.ClaimAsync(Request(7), default) is { Jobs.Count: > 0 } answer)
            {
                var ends = answer.Jobs.Select(j => new AttemptWrite(j.Snapshot with { State = JobState.Succeeded, Version = j.Snapshot.Version + 1 })).ToArray();
                ended += (await store.WriteAsync(ends, default)).Count(written => written is not null);
            }

            return ended;
        }));

        (await Task.WhenAll(workers).WaitAsync(Deadline)).Sum().ShouldBe(600);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }
}
