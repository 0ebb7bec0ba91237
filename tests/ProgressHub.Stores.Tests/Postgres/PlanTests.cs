using Npgsql;
using ProgressHub.PostgreSql.Reading;
using ProgressHub.PostgreSql.Writing;
using ProgressHub.Storage;
using ProgressHub.TestKit;
using Xunit.Abstractions;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>How the database finds its rows among many. <c>PROGRESSHUB_PLAN_ROWS</c> says among how many, 80,000 where it is absent; the plans with their times are in the output of the tests.</summary>
public sealed class PlanTests(ITestOutputHelper output) : PostgresTest
{
    private static readonly int Rows = TestSetting.Number("PROGRESSHUB_PLAN_ROWS", 80_000);

    // One of four waits, the others are final.
    private static readonly string ManyJobs = $"""
        INSERT INTO progresshub.jobs (seq, turn, version, created_at, id, attempt, max_attempts, priority, state, kind)
        SELECT n, n << 20, 1, 0, gen_random_uuid(), 0, 3, n % 3, 1, 'import' FROM (SELECT nextval('progresshub.arrivals') AS n FROM generate_series(1, {Rows / 4})) AS s;
        INSERT INTO progresshub.final_jobs (seq, turn, version, created_at, finalized_at, id, attempt, max_attempts, priority, state, kind)
        SELECT n, n << 20, 1, 0, 0, gen_random_uuid(), 1, 3, 0, CASE n % 1000 WHEN 0 THEN 4 ELSE 3 END, 'import'
        FROM (SELECT nextval('progresshub.arrivals') AS n FROM generate_series(1, {Rows / 4 * 3})) AS s;
        ANALYZE progresshub.jobs; ANALYZE progresshub.final_jobs;
        """;

    [Fact]
    public async Task ClaimsAndListsAmongManyJobsFollowAnIndex()
    {
        await using var store = await OpenAsync();
        await FillAsync();
        await using var connection = await ConnectAsync();

        (await PlanAsync(connection, """
            SELECT seq FROM progresshub.jobs WHERE state = 1 AND turn > 0 AND kind = 'import' ORDER BY priority DESC, turn LIMIT 10 FOR UPDATE SKIP LOCKED
            """)).ShouldSatisfyAllConditions(plan => plan.ShouldContain("jobs_ready"), plan => plan.ShouldNotContain("Sort"));
        (await PlanAsync(connection, Given(new JobSearch()))).ShouldSatisfyAllConditions(plan => plan.ShouldNotContain("Seq Scan"), plan => plan.ShouldNotContain("Sort Key: progresshub"));
        (await PlanAsync(connection, Given(new JobSearch { States = [JobState.Failed] }))).ShouldSatisfyAllConditions(plan => plan.ShouldContain("final_jobs_failed"), plan => plan.ShouldNotContain(" on jobs"));
        (await store.ClaimAsync(Request(10), default)).Jobs.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task NewJobsAmongManyFinalOnesAreCheckedByAnIndex(int count)
    {
        await using var store = await OpenAsync();
        await FillAsync();
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        new InsertStatement([new PlainEnqueue([.. Enumerable.Range(0, count).Select(_ => Job())])]).AddTo(batch);
        batch.BatchCommands[0].CommandText = $"{Explain} {batch.BatchCommands[0].CommandText}";

        var plan = await PlanAsync(await batch.ExecuteReaderAsync());

        plan.ShouldSatisfyAllConditions(() => plan.ShouldContain("final_jobs_id_key"), () => plan.ShouldNotContain("Seq Scan on final_jobs"), () => plan.ShouldNotContain("Index Scan using final_jobs_pkey"));
    }

    [Fact]
    public async Task ReportsAndRenewalsStayOnTheirPage()
    {
        await using (var store = await OpenAsync())
        {
            // The database may have served other tests, and its counters go on.
            await using var counters = await ConnectAsync();
            await ReadAsync(counters, "SELECT 'reset' FROM pg_stat_reset_single_table_counters('progresshub.jobs'::regclass)");
            await store.EnqueueAsync([Job()], default);
            var job = (await store.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem().Snapshot;
            for (var done = 0; done < 50; done++)
            {
                job = job with { Version = job.Version + 1, Progress = new JobProgress { Done = done } };
                await store.WriteAsync([new AttemptWrite(job)], default);
                await store.RenewAsync(new LeaseRenewal("node-1", [new AttemptKey(job.Id, 1)], TimeSpan.FromSeconds(60)), default);
            }
        }

        // A connection tells the server's statistics at its end, or when it has been idle for some time.
        await using var connection = await ConnectAsync();
        await Eventually.TrueAsync(async () => await ReadAsync(connection, "SELECT n_tup_upd - n_tup_hot_upd < 10 AND n_tup_upd > 100 FROM pg_stat_user_tables WHERE relname = 'jobs'") is ["True"], () => "Updates touch indexes.");
    }

    private const string Explain = "EXPLAIN (ANALYZE, COSTS OFF)";

    // The cursor's place is the only parameter.
    private static string Given(JobSearch search) => new ListQuery(search).Sql.Replace("$1", $"{long.MaxValue}", StringComparison.Ordinal);

    private async Task FillAsync()
    {
        // A million rows take as long as they take.
        await using var connection = new NpgsqlConnection($"{Source.ConnectionString};Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        await ReadAsync(connection, ManyJobs);
    }

    private async Task<string> PlanAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // the statements are the store's own
        await using var command = new NpgsqlCommand($"{Explain} {sql}", connection);
#pragma warning restore CA2100
        return await PlanAsync(await command.ExecuteReaderAsync());
    }

    private async Task<string> PlanAsync(NpgsqlDataReader rows)
    {
        List<string> lines = [];
        await using (rows)
        {
            while (await rows.ReadAsync())
            {
                lines.Add(rows.GetString(0));
            }
        }

        var plan = string.Join('\n', lines);
        output.WriteLine($"Among {Rows} jobs:\n{plan}\n");
        return plan;
    }
}
