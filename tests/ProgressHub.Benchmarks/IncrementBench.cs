using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>What counting from many threads costs beside the addition that it cannot do without, with one watcher.</summary>
internal static class IncrementBench
{
    public static async Task RunAsync(BenchOptions options)
    {
        var plan = new IncrementPlan(options.Number("threads", 64), options.Number("increments", 1_000_000));
        var table = new Table($"increments: {plan.Threads} threads, {plan.Each:N0} times each, one watcher", "Interlocked.Add");
        var rate = table.Row("increments", "1/s", Target.RatioAtLeast(0.8));
        var exact = table.Row("the total is exact", "0/1", Target.AtLeast(1));
        foreach (var _ in table.Runs(options.Runs))
        {
            await using var rig = await Rig.StartAsync(Subjects.Ours);
            await rig.ConnectAsync(1);
            var answer = await rig.Server.AskAsync<IncrementAnswer>("increments", plan);
            rate.Ours.Add(answer.Rate);
            rate.Baseline.Add(answer.Bare);
            exact.Ours.Add(answer.IsExact ? 1 : 0);
        }

        table.Print(options.Runs);
    }
}
