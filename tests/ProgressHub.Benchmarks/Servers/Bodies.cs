using System.Collections.Concurrent;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>What the jobs of a bench do, handed over by number; an argument is stored as JSON and cannot hold code.</summary>
internal sealed class Bodies
{
    public const string Kind = "bench";

    private readonly ConcurrentDictionary<int, Body> _bodies = new();
    private int _last;

    /// <summary>Enqueues a job with this body and waits for its end; answers the seconds its body took.</summary>
    public async Task<double> RunAsync(IJobQueue queue, EnqueueOptions options, Func<JobContext, CancellationToken, Task> run)
    {
        var body = new Body(run);
        var number = Interlocked.Increment(ref _last);
        _bodies[number] = body;
        await queue.EnqueueAsync(Kind, new Args(number), options);
        return await body.Ended.Task;
    }

    public async Task RunAsync(Args args, JobContext job, CancellationToken ct)
    {
        _bodies.TryRemove(args.Number, out var body);
        var clock = Stopwatch.StartNew();
        try
        {
            await body!.Run(job, ct);
            body.Ended.SetResult(clock.Elapsed.TotalSeconds);
        }
        catch (Exception e)
        {
            body!.Ended.SetException(e);
            throw;
        }
    }

    internal sealed record Args(int Number);

    private sealed record Body(Func<JobContext, CancellationToken, Task> Run)
    {
        public TaskCompletionSource<double> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
