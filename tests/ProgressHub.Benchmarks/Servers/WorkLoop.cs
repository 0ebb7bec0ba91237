using System.Security.Cryptography;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>The same fixed work for every subject; only the way to report differs.</summary>
internal static class WorkLoop
{
    public static async Task<double> RunAsync(WorkPlan plan, Func<long, ValueTask> report)
    {
        var data = new byte[16 * 1024];
        var clock = Stopwatch.StartNew();
        for (var step = 0; step < plan.Steps && clock.Elapsed.TotalSeconds < plan.Seconds; step++)
        {
            for (var round = 0; round < plan.Spin; round++)
            {
                SHA256.HashData(data, data.AsSpan(0, 32));
            }

            await report(Stopwatch.GetTimestamp());
            if (plan.PauseMs > 0)
            {
                // Not against a deadline: what a report takes must show in the whole.
                await Task.Delay(TimeSpan.FromMilliseconds(plan.PauseMs));
            }
        }

        return clock.Elapsed.TotalSeconds;
    }
}
