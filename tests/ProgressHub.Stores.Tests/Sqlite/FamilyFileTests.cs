using ProgressHub.Sqlite;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class FamilyFileTests : SqliteFileTest
{
    [Fact]
    public async Task AJobOfAFileOfSchema1TakesChildrenAndIsWaitedFor()
    {
        using (var connection = Connect())
        {
            Run(connection, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schema-1.sql")));
        }

        await using var store = await OpenAsync();
        var old = (await store.ListAsync(new JobSearch { States = [JobState.Queued] }, default)).Jobs[0];
        var (child, waiter) = (Child(old.Id), Waiter(old.Id));
        await store.EnqueueAsync([child, waiter], default);

        (await EndAsync(store, await ClaimAsync(store, old.Kind))).State.ShouldBe(JobState.Running);
        await EndAsync(store, await ClaimAsync(store, "part"));

        (await ReadAsync(store, old.Id)).State.ShouldBe(JobState.Succeeded);
        (await ReadAsync(store, waiter.Snapshot.Id)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task AParentThatWaitedBeforeAKillEndsAfterIt()
    {
        await using var killed = await OpenAsync();
        var (parent, waiting) = await WaitingAsync(killed);
        var waiter = Waiter(parent);
        await killed.EnqueueAsync([waiter], default);

        await using var restarted = await OpenAsync(CopyAsAfterAKill());
        (await ReadAsync(restarted, parent)).Version.ShouldBe(waiting.Version);
        await EndAsync(restarted, await ClaimAsync(restarted, "part"));

        (await ReadAsync(restarted, parent)).State.ShouldBe(JobState.Succeeded);
        (await ClaimAsync(restarted, "sum")).Id.ShouldBe(waiter.Snapshot.Id);
    }

    [Fact]
    public async Task WhatANeighbourTiesToAJobIsSeenByTheProcessThatRunsIt()
    {
        await using var runs = await OpenAsync();
        await using var neighbour = await OpenAsync();
        await runs.EnqueueAsync([Job(), Job()], default);
        var (parent, plain) = (await ClaimAsync(runs, "import"), await ClaimAsync(runs, "import"));
        var waiter = Waiter(plain.Id);
        await neighbour.EnqueueAsync([Child(parent.Id), waiter], default);

        (await EndAsync(runs, plain)).State.ShouldBe(JobState.Succeeded);
        (await EndAsync(runs, parent)).State.ShouldBe(JobState.Running);
        (await ReadAsync(neighbour, waiter.Snapshot.Id)).State.ShouldBe(JobState.Queued);
        await EndAsync(neighbour, await ClaimAsync(neighbour, "part"));

        (await ReadAsync(runs, parent.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task ABadCallInTheSameTransactionCountsNothingTwice()
    {
        await using var store = await OpenAsync();
        var (parent, _) = await WaitingAsync(store, children: 30);
        var children = (await store.ClaimAsync(Request(30) with { Kinds = [new("part", 30)] }, default)).Jobs;
        var known = Job();
        await store.EnqueueAsync([known], default);

        var bad = children.Select(_ => Task.Run(() => store.EnqueueAsync([known], default))).ToArray();
        var good = children.Skip(1).Select(child => Task.Run(() => EndAsync(store, child.Snapshot))).ToArray();
        await Task.WhenAll(good).WaitAsync(Deadline);
        foreach (var task in bad)
        {
            await Should.ThrowAsync<ArgumentException>(async () => await task);
        }

        (await ReadAsync(store, parent)).Children.ShouldBe(new ChildCounts(30, 29, 0, 0));
    }

    [Fact]
    public async Task NothingIsLeftOfAFamilyThatWasRemoved()
    {
        await using var store = await OpenAsync();
        var (parent, _) = await WaitingAsync(store);
        await store.EnqueueAsync([Child(parent) with { Kin = new KinTerms { Weight = 5 } }, Waiter(parent)], default);
        while ((await store.ClaimAsync(Request(1) with { Kinds = [new("part", 1), new("sum", 1)] }, default)).Jobs is [var job])
        {
            await EndAsync(store, job.Snapshot);
        }

        foreach (var job in (await store.ListAsync(new JobSearch(), default)).Jobs)
        {
            (await store.RemoveAsync(job.Id, default)).ShouldBe(true);
        }

        using var connection = Connect();
        foreach (var table in new[] { "families", "child_terms", "waits", "waiters", "large_data" })
        {
            using var count = connection.CreateCommand();
#pragma warning disable CA2100 // the names are the test's own
            count.CommandText = $"SELECT count(*) FROM {table}";
#pragma warning restore CA2100
            ((long)(await count.ExecuteScalarAsync())!).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task AJobThatWaitsForOthersWakesNobodyByItsTime()
    {
        await using var store = await OpenAsync();
        await store.EnqueueAsync([Job()], default);
        var waiter = Waiter((await ClaimAsync(store, "import")).Id);
        await store.EnqueueAsync([waiter with { Snapshot = waiter.Snapshot with { DueAt = Time.GetUtcNow() } }], default);

        (await store.Writer.RunAsync(new NextDueReading(), default)).ShouldBeNull();
    }

    private NewJob Child(JobId parent)
    {
        var job = Job("part");
        return job with { Snapshot = job.Snapshot with { ParentId = parent } };
    }

    private NewJob Waiter(JobId predecessor)
    {
        var job = Job("sum");
        return job with { Snapshot = job.Snapshot with { State = JobState.Scheduled, WaitsFor = [predecessor] } };
    }

    private async Task<(JobId Parent, JobSnapshot Waiting)> WaitingAsync(SqliteJobStore store, int children = 1)
    {
        await store.EnqueueAsync([Job()], default);
        var running = await ClaimAsync(store, "import");
        await store.EnqueueAsync([.. Enumerable.Range(0, children).Select(_ => Child(running.Id))], default);
        return (running.Id, await EndAsync(store, running));
    }

    private static async Task<JobSnapshot> ClaimAsync(SqliteJobStore store, string kind) =>
        (await store.ClaimAsync(Request() with { Kinds = [new(kind, 1)] }, default)).Jobs.ShouldHaveSingleItem().Snapshot;

    private static async Task<JobSnapshot> EndAsync(SqliteJobStore store, JobSnapshot running) =>
        (await store.WriteAsync([new(running with { State = JobState.Succeeded, Version = running.Version + 1 }, "1"u8.ToArray())], default)).ShouldHaveSingleItem().ShouldNotBeNull();

    private static async Task<JobSnapshot> ReadAsync(SqliteJobStore store, JobId id) => (await store.FindAsync([id], default)).ShouldHaveSingleItem();
}
