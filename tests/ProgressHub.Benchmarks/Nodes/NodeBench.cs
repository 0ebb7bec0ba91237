using Npgsql;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Queueing;
using ProgressHub.Benchmarks.Servers;
using ProgressHub.TestKit;

namespace ProgressHub.Benchmarks.Nodes;

/// <summary>What a cluster of three nodes asks of its database while it is idle, and how long a report takes from one node to a watcher on another.</summary>
internal static class NodeBench
{
    private const int Watched = 100;
    private const string CountStatements = "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'";

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (jobs, pauseMs, seconds) = (options.Number("jobs", 1_000), options.Number("pause", 250), options.Number("seconds", 20));
        var settings = new PostgresOptions { Settings = ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=on"] };
        await using var server = await PostgresServer.CreateAsync(settings);
        var table = new Table($"nodes: three on one PostgreSQL, then {jobs:N0} jobs that report every {pauseMs} ms on one of them, for {seconds} s each");
        var idle = table.Row("statements of the idle cluster", "/s", Target.AtMost(15));
        var p50 = table.Row("age of a report at a watcher on another node, p50", "ms", Target.AtMost(300));
        var p99 = table.Row("the same, p99", "ms", Target.AtMost(1_000));
        var seen = table.Row("snapshots that its 100 watches saw", "/s");
        var busy = table.Row("statements of the busy cluster", "/s");
        foreach (var _ in table.Runs(options.Runs))
        {
            await using var database = await server.CreateDatabaseAsync();
            await database.RunAsync("CREATE EXTENSION pg_stat_statements");
            await using (var nodes = await StartAsync(database, "both", "both"))
            {
                await Task.Delay(Settle);
                idle.Ours.Add(await StatementsAsync(database, () => Task.Delay(TimeSpan.FromSeconds(seconds)), seconds));
            }

            await using (var nodes = await StartAsync(database, "web", "web"))
            {
                await nodes.First.AskAsync<int>("tick", new TickPlan(jobs, pauseMs));
                await using var watcher = new AgeWatcher(await nodes.Second.AskAsync<int>("port"), Watched);
                await watcher.BeginAsync();
                await Task.Delay(Settle);
                watcher.Forget();
                busy.Ours.Add(await StatementsAsync(database, () => Task.Delay(TimeSpan.FromSeconds(seconds)), seconds));
                var ages = watcher.Ages;
                p50.Ours.Add(ages.Percentile(0.5));
                p99.Ours.Add(ages.Percentile(0.99));
                seen.Ours.Add(watcher.Seen / (double)seconds);
            }
        }

        table.Note("Statements: counted by pg_stat_statements, each BEGIN and COMMIT among them. Age: from the report to its arrival, of the newest value in each snapshot.");
        table.Print(options.Runs);
        return 0;
    }

    private static async Task<double> StatementsAsync(PostgresDatabase database, Func<Task> meanwhile, int seconds)
    {
        var before = await database.ReadAsync<long>(CountStatements);
        await meanwhile();
        return (await database.ReadAsync<long>(CountStatements) - before) / (double)seconds;
    }

    private static async Task<Three> StartAsync(PostgresDatabase database, string second, string third)
    {
        var line = new NpgsqlConnectionStringBuilder(database.ConnectionString).ConnectionString;
        var nodes = new Three(Start("n1", "both", line), Start("n2", second, line), Start("n3", third, line));
        foreach (var node in new[] { nodes.First, nodes.Second, nodes.Third })
        {
            await node.AskAsync<int>("port");
        }

        return nodes;
    }

    private static Child Start(string name, string role, string line) => Child.Start(NodeVerb.Name, [name, role], [(HubQueue.DatabaseVariable, line)]);

    private sealed record Three(Child First, Child Second, Child Third) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Third.DisposeAsync();
            await Second.DisposeAsync();
            await First.DisposeAsync();
        }
    }
}
