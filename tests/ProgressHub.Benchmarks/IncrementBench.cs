using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>Whether a count that many threads share is exact, and what it costs beside a bare interlocked addition, with one watcher on the hub.</summary>
internal static class IncrementBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var plan = new IncrementPlan((int)options.Number("threads", 64), (long)options.Number("each", 1_000_000));
        var table = new Table($"increment: {plan.Threads} threads, {plan.Each:N0} increments each, one watcher", "Interlocked.Add");
        var rate = table.Row("Increment()", "M/s");
        var exact = table.Row("watcher ends with the exact total", "0/1", Target.AtLeast(1));
        foreach (var _ in table.Runs(options.Runs))
        {
            await using var rig = await Rig.StartAsync(Subjects.Ours);
            await rig.ConnectAsync(1);
            // The first round compiles.
            await rig.Server.AskAsync<double>("add", plan with { Each = plan.Each / 10 });
            await rig.Server.AskAsync<double>("increment", plan with { Each = plan.Each / 10 });
            rate.Baseline.Add(await rig.Server.AskAsync<double>("add", plan) / 1e6);
            var (_, _, got, perSecond) = await rig.MeasureAsync(() => rig.Server.AskAsync<double>("increment", plan));
            rate.Ours.Add(perSecond / 1e6);
            exact.Ours.Add(got.Newest == plan.Threads * plan.Each ? 1 : 0);
        }

        table.Print(options.Runs);
        return 0;
    }
}
