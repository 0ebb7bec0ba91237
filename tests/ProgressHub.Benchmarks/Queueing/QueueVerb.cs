using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>The process of one queue: <c>queue-run sqlite|memory|postgres|quartz</c>.</summary>
internal static class QueueVerb
{
    public const string Name = "queue-run";
    public const string Quartz = "quartz";

    /// <summary>Another engine to compare with is one more line.</summary>
    private static readonly Dictionary<string, Func<IQueueSubject>> Queues = new(StringComparer.Ordinal)
    {
        ["sqlite"] = static () => new HubQueue("sqlite"),
        ["memory"] = static () => new HubQueue("memory"),
        ["postgres"] = static () => new HubQueue("postgres"),
        [Quartz] = static () => new QuartzQueue(),
    };

    public static async Task<int> RunAsync(string store)
    {
        await using var queue = Queues[store]();
        await queue.OpenAsync();
        var commands = new CallTable();
        commands.On<EnqueuePlan, double>("enqueue", plan => EnqueueAsync(queue, plan));
        commands.On<EnqueuePlan, double>("execute", plan => ExecuteAsync(queue, plan.Jobs));
        commands.On<EnqueuePlan, double>("flow", plan => FlowAsync(queue, plan));
        commands.On<EnqueuePlan, LatencyAnswer>("latency", plan => LatencyAsync(queue, plan.Jobs));
        await commands.ServeAsync();
        return 0;
    }

    private static async Task<double> EnqueueAsync(IQueueSubject queue, EnqueuePlan plan)
    {
        var left = plan.Jobs;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, plan.Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await queue.EnqueueAsync();
            }
        })));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>From the start of the worker until all that was preloaded is final in the store.</summary>
    private static async Task<double> ExecuteAsync(IQueueSubject queue, int jobs)
    {
        var entered = 0;
        queue.Entered = () => Interlocked.Increment(ref entered);
        var clock = Stopwatch.StartNew();
        await queue.StartAsync();
        await DrainAsync(queue, () => Volatile.Read(ref entered) >= jobs);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Enqueues while the worker runs, until all are final.</summary>
    private static async Task<double> FlowAsync(IQueueSubject queue, EnqueuePlan plan)
    {
        var entered = 0;
        queue.Entered = () => Interlocked.Increment(ref entered);
        var clock = Stopwatch.StartNew();
        await EnqueueAsync(queue, plan);
        await DrainAsync(queue, () => Volatile.Read(ref entered) >= plan.Jobs);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<LatencyAnswer> LatencyAsync(IQueueSubject queue, int samples)
    {
        var times = new Histogram();
        for (var sample = 0; sample < samples; sample++)
        {
            var entered = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Entered = () => entered.TrySetResult(Stopwatch.GetTimestamp());
            var began = Stopwatch.GetTimestamp();
            await queue.EnqueueAsync();
            times.Add(Stopwatch.GetElapsedTime(began, await entered.Task));
            // Idle again: the job before is stored and the worker waits.
            await Task.Delay(10);
        }

        return new(times.Percentile(0.5), times.Percentile(0.99));
    }

    private static async Task DrainAsync(IQueueSubject queue, Func<bool> allEntered)
    {
        // The store is asked only near the end, so that asking costs nothing that counts.
        while (!allEntered() || !await queue.IsDrainedAsync())
        {
            await Task.Delay(1);
        }
    }
}

internal sealed record EnqueuePlan(int Jobs, int Callers);

/// <summary>From before the enqueue until the handler has begun, in milliseconds.</summary>
internal sealed record LatencyAnswer(double P50, double P99);
