using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Queueing.Postgres;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>How fast jobs come in, run and start, beside Quartz; and whether a long backlog slows them.</summary>
internal static class QueueBench
{
    private const int Callers = 16;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var store = options.Text("store", "sqlite");
        if (store == "postgres")
        {
            await PostgresBench.RunAsync(options);
            return 0;
        }

        if (store is not ("sqlite" or "memory"))
        {
            throw new FormatException($"--store is '{store}'. There are sqlite, memory and postgres.");
        }

        var parts = options.Parts("part", store == "sqlite" ? "rates,claims" : "rates");
        if (parts.Contains("rates"))
        {
            await RatesAsync(options, store);
        }

        if (parts.Contains("claims"))
        {
            await ClaimBench.RunAsync(options);
        }

        return 0;
    }

    private static async Task RatesAsync(BenchOptions options, string store)
    {
        var (jobs, samples) = (options.Number("jobs", 40_000), options.Number("samples", 300));
        // As many as it gets through in about the same time.
        var quartzJobs = options.Number("quartz-jobs", Math.Max(1, jobs / 20));
        var isBeside = store == "sqlite";
        var table = new Table($"queue on {store}: {jobs:N0} no-op jobs, {Callers} callers, {Callers} at a time", isBeside ? "Quartz 4.7.3 on SQLite" : null);
        var enqueued = table.Row("enqueues, nothing runs", "1/s", Target.AtLeast(30_000));
        var executed = table.Row("jobs executed, preloaded", "1/s", isBeside ? Target.AtLeast(40_000, ratio: 25) : Target.AtLeast(40_000));
        var flow = table.Row("enqueued and executed at once", "1/s");
        var p50 = table.Row("enqueue to start, idle, p50", "ms", Target.AtMost(1));
        var p99 = table.Row("enqueue to start, idle, p99", "ms", Target.AtMost(3));
        foreach (var _ in table.Runs(options.Runs))
        {
            foreach (var subject in isBeside ? Subjects.Interleaved : [Subjects.Ours])
            {
                var isOurs = subject == Subjects.Ours;
                await using var child = Child.Start(QueueVerb.Name, [isOurs ? store : QueueVerb.Quartz], []);
                var plan = new EnqueuePlan(isOurs ? jobs : quartzJobs, Callers);
                enqueued.Of(subject).Add(plan.Jobs / await child.AskAsync<double>("enqueue", plan));
                executed.Of(subject).Add(plan.Jobs / await child.AskAsync<double>("execute", plan));
                flow.Of(subject).Add(plan.Jobs / await child.AskAsync<double>("flow", plan));
                var latency = await child.AskAsync<LatencyAnswer>("latency", new EnqueuePlan(samples, 1));
                p50.Of(subject).Add(latency.P50);
                p99.Of(subject).Add(latency.P99);
            }
        }

        table.Note("Enqueued: answered, so durable where the store is. Executed: claimed, run, final state stored; counted from the start of the host.");
        if (isBeside)
        {
            table.Note($"Quartz: its database store with Microsoft.Data.Sqlite, write-ahead log, full sync, {Callers} threads, {quartzJobs:N0} jobs; executed: run, its trigger and job gone.");
        }

        table.Print(options.Runs);
    }
}
