using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>What ordinary work costs the database.</summary>
public sealed class BulkTests : PostgresTest
{
    private const string Changes = "SELECT n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del FROM pg_stat_user_tables WHERE schemaname = 'progresshub' AND relname = 'jobs'";

    /// <summary>By the rules each end would be several statements, under the lock of the cluster, and two changes of the row more.</summary>
    [Fact]
    public async Task ManyEndsOfOrdinaryJobsAreStoredTogether()
    {
        var store = await OpenAsync();
        await using var connection = await ConnectAsync();
        // The database may have served other tests, and its counters go on.
        await ReadAsync(connection, "SELECT 'reset' FROM pg_stat_reset_single_table_counters('progresshub.jobs'::regclass)");
        await store.EnqueueAsync([.. Enumerable.Range(0, 500).Select(_ => Job())], null, default);
        var claimed = (await store.ClaimAsync(Request(500), default)).Jobs;

        var stored = await store.WriteAsync([.. claimed.Select(job => new AttemptWrite(Ended(job.Snapshot)))], default);

        stored.Count(job => job is { State: JobState.Succeeded }).ShouldBe(500);
        // A connection that ends tells what it has counted.
        await store.DisposeAsync();
        List<string> changes = [];
        await Eventually.TrueAsync(
            async () => (changes = (await ReadAsync(connection, Changes))[0].Split(' ').ToList()) is [not "0", not "0", not "0"],
            () => string.Join(' ', changes));
        changes.ShouldBe(["500", "500", "500"]);
    }
}
