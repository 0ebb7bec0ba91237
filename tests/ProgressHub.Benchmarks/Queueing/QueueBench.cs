using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>How fast jobs come in, run and start.</summary>
internal static class QueueBench
{
    private const int Callers = 16;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var store = options.Text("store", "sqlite");
        if (store is not ("sqlite" or "memory"))
        {
            throw new FormatException($"--store is '{store}'. There are sqlite and memory.");
        }

        var (jobs, samples) = (options.Number("jobs", 40_000), options.Number("samples", 300));
        var table = new Table($"queue on {store}: {jobs:N0} no-op jobs, {Callers} callers, {Callers} at a time");
        var enqueued = table.Row("enqueues, nothing runs", "1/s", Target.AtLeast(20_000));
        var executed = table.Row("jobs executed, preloaded", "1/s", Target.AtLeast(15_000));
        var flow = table.Row("enqueued and executed at once", "1/s");
        var p50 = table.Row("enqueue to start, idle, p50", "ms", Target.AtMost(1.5));
        var p99 = table.Row("enqueue to start, idle, p99", "ms");
        for (var run = 0; run < options.Runs; run++)
        {
            await using var child = Child.Start(QueueVerb.Name, [store], []);
            var plan = new EnqueuePlan(jobs, Callers);
            enqueued.Ours.Add(jobs / await child.AskAsync<double>("enqueue", plan));
            executed.Ours.Add(jobs / await child.AskAsync<double>("execute", plan));
            flow.Ours.Add(jobs / await child.AskAsync<double>("flow", plan));
            var latency = await child.AskAsync<LatencyAnswer>("latency", new EnqueuePlan(samples, 1));
            p50.Ours.Add(latency.P50);
            p99.Ours.Add(latency.P99);
        }

        table.Note("Enqueued: answered, so durable where the store is. Executed: claimed, run, final state stored; counted from the start of the host.");
        table.Print(options.Runs);
        return 0;
    }
}
