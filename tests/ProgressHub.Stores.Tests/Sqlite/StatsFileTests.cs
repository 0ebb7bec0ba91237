using ProgressHub.Sqlite;
using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage.Writing;
using ProgressHub.Storage;
using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>The numbers beside the jobs stay true to them, whatever happens to the file and to the writer.</summary>
public sealed class StatsFileTests : SqliteFileTest
{
    [Fact]
    public async Task AFileOfSchema1IsCounted()
    {
        using (var connection = Connect())
        {
            Run(connection, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schema-1.sql")));
        }

        await using var store = await OpenAsync();

        await store.ShouldFitAllJobsAsync();
        var stats = await store.ReadStatsAsync(new StatsScope(), default);
        stats.Kinds.Single(kind => kind.Kind == "checksum").UsualSeconds.ShouldBe(2);
        // The file was written in January; its ends are told to whoever asks within the hour.
        Time.Jump(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero) - Time.GetUtcNow());
        (await store.ReadStatsAsync(new StatsScope(), default)).Minutes.ShouldBe([new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), 1, 0, 0)]);
    }

    [Fact]
    public async Task ARestartKeepsTheNumbers()
    {
        var first = await OpenAsync();
        await first.EnqueueAsync([Job(), Job(), Job("other")], default);
        await EndAsync(first, (await first.ClaimAsync(Request(), default)).Jobs);
        var before = await first.ReadStatsAsync(new StatsScope(), default);
        await first.DisposeAsync();

        await using var second = await OpenAsync();

        var after = await second.ReadStatsAsync(new StatsScope(), default);
        after.Minutes.ShouldBe(before.Minutes);
        after.Kinds.Select(kind => kind.UsualSeconds).ShouldBe(before.Kinds.Select(kind => kind.UsualSeconds));
        await second.ShouldFitAllJobsAsync();
    }

    [Fact]
    public async Task WhatANeighboursFaultRolledBackIsCountedOnce()
    {
        await using var store = await OpenAsync();
        var known = Job();
        await store.EnqueueAsync([known], default);
        using var other = Connect();
        Run(other, "BEGIN IMMEDIATE");
        var good = Enumerable.Range(0, 20).Select(_ => store.EnqueueAsync([Job()], default)).ToArray();
        var bad = store.EnqueueAsync([Job(), known], default);
        var more = Enumerable.Range(0, 20).Select(_ => store.EnqueueAsync([Job("other")], default)).ToArray();

        Run(other, "COMMIT");

        await Should.ThrowAsync<ArgumentException>(async () => await bad.WaitAsync(Deadline));
        await Task.WhenAll([.. good, .. more]).WaitAsync(Deadline);
        (await store.ReadStatsAsync(new StatsScope(), default)).ByState["queued"].ShouldBe(41);
        await store.ShouldFitAllJobsAsync();
    }

    [Fact]
    public async Task ProcessesOnOneFileCountTogether()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => (n % 2 == 0 ? first : second).EnqueueAsync([Job()], default)));
        await EndAsync(first, (await second.ClaimAsync(Request(15), default)).Jobs);

        await first.ShouldFitAllJobsAsync();
        (await second.ReadStatsAsync(new StatsScope(), default)).ByState["succeeded"].ShouldBe(15);
    }

    [Fact]
    public async Task FiveHundredJobsInOneCommitCostAHandfulOfRows()
    {
        await using var store = await OpenAsync();
        await store.EnqueueAsync(Enumerable.Range(0, 500).Select(_ => Job()).ToArray(), default);
        var claimed = (await store.ClaimAsync(Request(500), default)).Jobs;
        var before = await ChangesAsync(store);

        await EndAsync(store, claimed);

        // Each job its row and its lease, and for all of them the counts, the minute and the durations.
        (await ChangesAsync(store) - before).ShouldBe(500 + 500 + 3);
    }

    [Fact]
    public async Task MinutesThatAreOverLeaveTheFile()
    {
        await using var store = await OpenAsync();
        for (var minute = 0; minute < 100; minute++)
        {
            await store.EnqueueAsync([Job()], default);
            await EndAsync(store, (await store.ClaimAsync(Request(), default)).Jobs);
            Time.Advance(TimeSpan.FromSeconds(58));
        }

        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ended_minutes";
        ((long)command.ExecuteScalar()!).ShouldBe(60);
    }

    [Fact]
    public async Task AGroupTooLargeToLookThroughIsFoundByTheQueue()
    {
        await using var store = await OpenAsync();
        var queued = InGroup(Job());
        foreach (var final in Enumerable.Range(0, 10_001).Select(_ => InGroup(Job("other"))).Chunk(2000))
        {
            await store.EnqueueAsync([.. final.Select(job => job with { Snapshot = job.Snapshot with { State = JobState.Succeeded, FinalizedAt = Time.GetUtcNow() } })], default);
        }

        await store.EnqueueAsync([queued], default);

        var stats = await store.ReadStatsAsync(new StatsScope(Group: new GroupName("g")), default);

        stats.OldestQueuedAt.ShouldBe(queued.Snapshot.CreatedAt);
        stats.ByState["queued"].ShouldBe(1);
    }

    private static NewJob InGroup(NewJob job) => job with { Snapshot = job.Snapshot with { Groups = [new GroupName("g")] } };

    private async Task EndAsync(SqliteJobStore store, IReadOnlyList<ClaimedJob> jobs)
    {
        Time.Advance(TimeSpan.FromSeconds(2));
        var ends = jobs.Select(j => new AttemptWrite(j.Snapshot with { State = JobState.Succeeded, Version = j.Snapshot.Version + 1, FinalizedAt = Time.GetUtcNow() }));
        (await store.WriteAsync([.. ends], default)).ShouldAllBe(stored => stored != null);
    }

    private static Task<long> ChangesAsync(SqliteJobStore store) => store.Writer.RunAsync(new ChangesReading(), default);

    /// <summary>How many rows the writer's connection has changed so far.</summary>
    private sealed class ChangesReading : WriteOperation<long>
    {
        protected override long Change(WriteSession session) => ((SqliteSession)session).Connection.ReadLong("SELECT total_changes()");
    }
}
