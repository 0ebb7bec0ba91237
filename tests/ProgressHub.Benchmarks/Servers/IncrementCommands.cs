using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>Many threads that count in one job, and the same threads with nothing but an interlocked addition.</summary>
internal static class IncrementCommands
{
    public static void Offer(CallTable commands, HubSubject ours)
    {
        commands.On<IncrementPlan, double>("increment", async plan =>
        {
            var perSecond = 0.0;
            await ours.RunAsync((job, _) =>
            {
                perSecond = Race(plan, () => job.Progress.Increment());
                return Task.CompletedTask;
            });
            return perSecond;
        });
        commands.On<IncrementPlan, double>("add", plan =>
        {
            var sum = 0L;
            var perSecond = Race(plan, () => Interlocked.Add(ref sum, 1));
            return sum == plan.Threads * plan.Each ? Task.FromResult(perSecond) : throw new InvalidOperationException($"The sum is {sum}.");
        });
    }

    private static double Race(IncrementPlan plan, Action one)
    {
        using var start = new Barrier(plan.Threads + 1);
        var threads = Enumerable.Range(0, plan.Threads).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (var i = 0L; i < plan.Each; i++)
            {
                one();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        start.SignalAndWait();
        var began = Stopwatch.GetTimestamp();
        threads.ForEach(thread => thread.Join());
        return plan.Threads * plan.Each / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}

/// <param name="Threads">How many count at once.</param>
/// <param name="Each">How often each.</param>
internal sealed record IncrementPlan(int Threads, long Each);
