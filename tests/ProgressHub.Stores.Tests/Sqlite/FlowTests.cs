using System.Security.Cryptography;
using System.Text;
using ProgressHub.Sqlite;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>Limits and keys in the file: over processes, after a kill, and without scans.</summary>
public sealed class FlowTests : SqliteFileTest
{
    [Fact]
    public async Task ClaimsWalkAlongAnIndexAndSortNothing()
    {
        await using var store = await OpenAsync();
        using var connection = Connect();
        using var explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN QUERY PLAN {JobRows.FirstOfKind}";
        explain.Parameters.AddWithValue("?1", "import");
        explain.Parameters.AddWithValue("?2", 1);
        using var plan = explain.ExecuteReader();

        var steps = new List<string>();
        while (plan.Read())
        {
            steps.Add(plan.GetString(3));
        }

        steps.ShouldHaveSingleItem().ShouldContain("USING INDEX jobs_ready (kind=?)");
    }

    [Fact]
    public async Task LimitsHoldOverProcesses()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await first.EnqueueAsync([.. Enumerable.Range(0, 6).Select(_ => Keyed("a", 2)), Keyed("b", 2), Keyed("b", 2), Keyed("b", 2)], default);

        var claimed = await ClaimAsync(first, limit: 3);
        (await ClaimAsync(second, limit: 3)).ShouldBeEmpty();
        await second.WriteAsync([.. claimed.Select(Ended)], default);
        var next = await ClaimAsync(second, limit: 3);

        claimed.Select(job => job.ConcurrencyKey).Order().ShouldBe(["a", "a", "b"]);
        next.Length.ShouldBe(3);
        (await ClaimAsync(first, limit: 3)).ShouldBeEmpty();
        (await ClaimAsync(first, limit: 4)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task LimitsAreExactAfterAKill()
    {
        await using var killed = await OpenAsync();
        await killed.EnqueueAsync([.. Enumerable.Range(0, 5).Select(_ => Keyed("a", 2))], default);
        (await ClaimAsync(killed, limit: 5)).Length.ShouldBe(2);

        await using var restarted = await OpenAsync(CopyAsAfterAKill());

        // Opening has rescued what the dead process ran.
        var again = await ClaimAsync(restarted, limit: 5);
        again.Length.ShouldBe(2);
        (await ClaimAsync(restarted, limit: 5)).ShouldBeEmpty();
        await restarted.WriteAsync([.. again.Select(Ended)], default);
        (await ClaimAsync(restarted, limit: 5)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task AKeyWithoutOpenJobsLeavesNothingBehind()
    {
        await using var store = await OpenAsync();
        await store.EnqueueAsync([.. Enumerable.Range(0, 20).Select(n => Keyed($"key-{n % 4}", 1))], default);
        while (await ClaimAsync(store, limit: 50) is { Length: > 0 } claimed)
        {
            await store.WriteAsync([.. claimed.Select(Ended)], default);
        }

        (Count("lanes"), Count("held_jobs")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task JobsOfSchema1AreClaimedInTheirOrder()
    {
        using (var connection = Connect())
        {
            Run(connection, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schema-1.sql")));
        }

        await using var store = await OpenAsync();
        var queued = (await store.ListAsync(new JobSearch { States = [JobState.Queued] }, default)).Jobs;

        var request = Request(10) with { Kinds = [.. queued.Select(job => job.Kind).Distinct().Select(kind => new KindDemand(kind, 10, 10))] };
        var claimed = (await store.ClaimAsync(request, default)).Jobs.Select(job => job.Snapshot.Id);

        claimed.ShouldBe(queued.OrderByDescending(job => job.Priority).ThenBy(job => job.CreatedAt).Select(job => job.Id));
    }

    [Fact]
    public async Task TwoProcessesStoreOneJobUnderOneKey()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        for (var round = 0; round < 20; round++)
        {
            var key = Key($"key-{round}");
            var calls = new[] { first, second, first, second }.Select(store => Task.Run(() => store.EnqueueAsync([Job()], key, default)));
            var answers = await Task.WhenAll(calls).WaitAsync(Deadline);

            answers.Count(answer => answer.Outcome == EnqueueOutcome.Stored).ShouldBe(1);
            answers.Select(answer => answer.Jobs.ShouldHaveSingleItem().Id).Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task OldKeysLeaveTheFile()
    {
        await using var store = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(n => store.EnqueueAsync([Job()], Key($"key-{n}"), default))).WaitAsync(Deadline);
        Time.Advance(TimeSpan.FromHours(23));
        await store.EnqueueAsync([Job()], Key("young"), default);
        Time.Advance(TimeSpan.FromHours(2));

        await store.TendAsync(default);

        Count("idempotency_keys").ShouldBe(1);
    }

    private NewJob Keyed(string key, int perKey)
    {
        var job = Job();
        return job with { Snapshot = job.Snapshot with { ConcurrencyKey = key }, ConcurrencyPerKey = perKey };
    }

    private static IdempotencyKey Key(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)), new byte[32], TimeSpan.FromHours(24));

    private static async Task<JobSnapshot[]> ClaimAsync(SqliteJobStore store, int limit) =>
        [.. (await store.ClaimAsync(Request() with { Max = 10, Kinds = [new("import", 10, limit)] }, default)).Jobs.Select(job => job.Snapshot)];

    private static AttemptWrite Ended(JobSnapshot running) => new(running with { State = JobState.Succeeded, Version = running.Version + 1 });

    private long Count(string table)
    {
        using var connection = Connect();
        using var count = connection.CreateCommand();
        count.CommandText = $"SELECT count(*) FROM {table}";
        return (long)count.ExecuteScalar()!;
    }
}
