using ProgressHub.PostgreSql;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>The counts of groups, which each writer keeps for itself.</summary>
public sealed class TallyTests : PostgresTest
{
    private const string CountsOfGroups = "SELECT count(*) FROM progresshub.job_counts WHERE group_name <> ''";

    // One that came and went on writers that are gone: no removal will meet it again.
    private const string LeftBehind = """
        INSERT INTO progresshub.job_counts SELECT 'team:' || n, 'import', s.slot, 0, s.queued, 0, -s.queued, 0, 0
        FROM generate_series(1, 1500) AS n, (VALUES (90, 1), (91, -1)) AS s (slot, queued)
        """;

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AfterManyGroupsHaveComeAndGoneNothingIsKeptOfThem()
    {
        await using var web = await OpenAsync();
        await using var worker = await OpenAsync();
        for (var round = 0; round < 10; round++)
        {
            var jobs = Enumerable.Range(0, 10).Select(n => InGroup($"order:{round}:{n}")).ToList();
            await web.EnqueueAsync(jobs, default);
            await EndAllAsync(worker);
            foreach (var job in jobs)
            {
                (await web.RemoveAsync(job.Snapshot.Id, default)).ShouldBe(true);
            }
        }

        await using var connection = await ConnectAsync();
        (await ReadAsync(connection, CountsOfGroups)).ShouldBe(["0"]);
        (await web.ReadStatsAsync(new StatsScope(), default)).ByState.ShouldBeEmpty();
    }

    [Fact]
    public async Task ACountThatAWriterHoldsIsLeftToTheNextPassAndNobodyWaits()
    {
        await using var store = await OpenAsync();
        var job = InGroup("order:1");
        await store.EnqueueAsync([job, InGroup("order:2")], default);
        await EndAllAsync(store);
        await using var holder = await ConnectAsync();
        await ReadAsync(holder, "INSERT INTO progresshub.job_counts VALUES ('order:1', 'import', 77, 1, 0, 0, 0, 0, 0), ('order:1', 'import', 78, -1, 0, 0, 0, 0, 0)");
        await ReadAsync(holder, "BEGIN; UPDATE progresshub.job_counts SET queued = queued WHERE slot > 70");

        (await store.RemoveAsync(job.Snapshot.Id, default)).ShouldBe(true);

        await ReadAsync(holder, "COMMIT");
        await PruneAsync(store);
        (await ReadAsync(holder, "SELECT DISTINCT group_name FROM progresshub.job_counts WHERE group_name <> ''")).ShouldBe(["order:2"]);
        (await store.ReadStatsAsync(new StatsScope(Group: new GroupName("order:2")), default)).ByState.ShouldBe(new Dictionary<string, long> { ["succeeded"] = 1 });
    }

    [Fact]
    public async Task WhatWasLeftBehindGoesWithTheNextPassOverTheAges()
    {
        await using var store = await OpenAsync();
        await RunAsync(LeftBehind);

        await PruneAsync(store);

        await using var connection = await ConnectAsync();
        (await ReadAsync(connection, CountsOfGroups)).ShouldBe(["0"]);
    }

    private static NewJob InGroup(string group)
    {
        var job = Job();
        return job with { Snapshot = job.Snapshot with { Groups = [new GroupName(group)] } };
    }

    private static Task<PruneAnswer> PruneAsync(PostgresJobStore store) =>
        store.PruneAsync(new PruneStep(new RetentionPolicy(new RetentionRule(TimeSpan.FromDays(7), 1000), new Dictionary<string, RetentionRule>()), ByAge: true), default);

    private static async Task EndAllAsync(PostgresJobStore store)
    {
        while ((await store.ClaimAsync(Request(100), default)).Jobs is { Count: > 0 } claimed)
        {
            await store.WriteAsync([.. claimed.Select(job => new AttemptWrite(Ended(job.Snapshot)))], default);
        }
    }
}
