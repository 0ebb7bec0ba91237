using System.Globalization;
using ProgressHub.Storage;
using ProgressHub.TestKit;
using Xunit.Abstractions;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>What ordinary work costs the database.</summary>
public sealed class BulkTests(ITestOutputHelper output) : PostgresTest
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

    /// <summary>What the server knows about a queue is always old: plans that rest on it looked through all of a table, or of what runs, for a few rows.</summary>
    [Theory]
    [InlineData(Known.Nothing)]
    [InlineData(Known.AllQueued)]
    [InlineData(Known.AllRunning)]
    [InlineData(Known.AllOver)]
    public async Task AnOrdinaryJobCostsTheSameWhateverTheServerKnowsAboutTheTable(Known known)
    {
        const int jobs = 4_000, each = 100;
        await using var connection = await ConnectAsync();
        var store = await OpenAsync();
        // The database may have served other tests, and its counters go on.
        await ReadAsync(connection, "SELECT 'reset' FROM pg_stat_reset()");
        await LearnAsync(Known.Nothing);
        var rounds = known == Known.AllOver ? 2 : 1;
        for (var round = 0; round < rounds; round++)
        {
            await store.EnqueueAsync([.. Enumerable.Range(0, jobs).Select(_ => Job())], null, default);
            await LearnAsync(Known.AllQueued);
            List<ClaimedJob> claimed = [];
            while (claimed.Count < jobs)
            {
                claimed.AddRange((await store.ClaimAsync(Request(each), default)).Jobs);
            }

            await LearnAsync(Known.AllRunning);
            foreach (var batch in claimed.Chunk(each))
            {
                await RunAsync(batch);
            }

            await LearnAsync(Known.AllOver);
        }

        // A connection that ends tells what it has counted.
        await store.DisposeAsync();
        await Eventually.TrueAsync(async () => await ReadAsync(connection, "SELECT n_tup_del::text FROM pg_stat_user_tables WHERE schemaname = 'progresshub' AND relname = 'jobs'") is [var ended]
            && ended == $"{jobs * rounds}");
        var reads = long.Parse((await ReadAsync(connection, "SELECT sum(idx_tup_read)::text FROM pg_stat_user_indexes WHERE schemaname = 'progresshub' AND relname = 'jobs'"))[0], CultureInfo.InvariantCulture);
        output.WriteLine($"{reads} entries of indexes were read for {jobs * rounds} jobs.");
        // Eight, and entries of rows that are gone already, which nobody may clear away while another test looks. To walk through the table for a hundred jobs takes 40 more for each.
        (reads / jobs / rounds).ShouldBeLessThan(30);

        async Task RunAsync(IReadOnlyList<ClaimedJob> batch)
        {
            var reported = batch.Select(job => job.Snapshot with { Version = job.Snapshot.Version + 1, Progress = new JobProgress { Done = 1 } }).ToList();
            (await store.WriteAsync([.. reported.Select(job => new AttemptWrite(job))], default)).ShouldAllBe(job => job != null);
            await store.RenewAsync(new LeaseRenewal("node-1", [.. reported.Select(job => new AttemptKey(job.Id, 1))], TimeSpan.FromSeconds(60)), default);
            (await store.WriteAsync([.. reported.Select(job => new AttemptWrite(Ended(job)))], default)).ShouldAllBe(job => job != null);
        }

        async Task LearnAsync(Known now)
        {
            if (now == known)
            {
                await ReadAsync(connection, "ANALYZE progresshub.jobs; ANALYZE progresshub.final_jobs");
            }
        }
    }

    /// <summary>When the server has looked at the table last.</summary>
    public enum Known
    {
        Nothing,
        AllQueued,
        AllRunning,
        AllOver,
    }
}
