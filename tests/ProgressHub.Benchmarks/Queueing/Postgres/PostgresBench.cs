using Npgsql;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.TestKit;

namespace ProgressHub.Benchmarks.Queueing.Postgres;

/// <summary>How fast jobs come in, run and start on PostgreSQL, beside graphile-worker and pg-boss on the same server, which waits for its disk.</summary>
internal static class PostgresBench
{
    private const int Callers = 16;
    private static readonly string[] Interleaved = [Subjects.Raw, Subjects.Other, Subjects.Ours];

    public static async Task RunAsync(BenchOptions options)
    {
        var (jobs, samples) = (options.Number("jobs", 40_000), options.Number("samples", 300));
        // As many as each gets through in about the same time.
        var plans = new Dictionary<string, EnqueuePlan>(StringComparer.Ordinal)
        {
            [Subjects.Ours] = new(jobs, Callers),
            [Subjects.Raw] = new(options.Number("graphile-jobs", Math.Max(1, jobs / 2)), Callers),
            [Subjects.Other] = new(options.Number("boss-jobs", Math.Max(1, jobs / 4)), Callers),
        };
        var node = await NodePackages.InstallAsync();
        await using var server = await PostgresServer.CreateAsync();
        var table = new Table(
            $"queue on postgres: {jobs:N0} no-op jobs, {Callers} callers, {Callers} at a time",
            $"graphile-worker {NodePackages.Version("graphile-worker")}", $"pg-boss {NodePackages.Version("pg-boss")}");
        var rows = new PostgresRows(table);
        foreach (var _ in table.Runs(options.Runs))
        {
            foreach (var subject in Interleaved)
            {
                await using var database = await server.CreateDatabaseAsync();
                await using var child = Start(subject, node, database.ConnectionString);
                await rows.MeasureAsync(subject, child, database.ConnectionString, plans[subject], samples);
            }
        }

        table.Note("Enqueued: answered, so durable. Executed: claimed, run, its end stored; counted from the start of the worker. Idle: the p50 and p99 of one job at a time.");
        table.Note($"graphile-worker: local queue of 500, completions in batches, {plans[Subjects.Raw].Jobs:N0} jobs. pg-boss: batches of 500, polls twice a second, {plans[Subjects.Other].Jobs:N0} jobs, {PostgresRows.FewSamples} samples. Ratio and target look at graphile-worker.");
        table.Note("Transactions and bytes of the write-ahead log are the server's own counts over a stage, divided by its jobs.");
        table.Print(options.Runs);
    }

    private static Child Start(string subject, (string Node, string Folder) node, string connectionString)
    {
        if (subject == Subjects.Ours)
        {
            return Child.Start(QueueVerb.Name, ["postgres"], [(HubQueue.DatabaseVariable, connectionString)]);
        }

        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var script = Path.Combine(node.Folder, subject == Subjects.Raw ? "graphile-worker.mjs" : "pg-boss.mjs");
        return Child.StartProgram(node.Node, [script], [("DATABASE_URL", $"postgres://{given.Username}@{given.Host}:{given.Port}/{given.Database}")]);
    }
}
