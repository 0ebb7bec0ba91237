using System.Collections.Concurrent;

namespace ProgressHub.EndToEnd.Tests;

internal sealed record CountArgs(int To, int StepMs = 0, string? Message = null);

internal sealed record NothingArgs;

internal sealed record HoldArgs(string? Message = null);

/// <summary>Kinds that do what a test needs.</summary>
internal static class TestJobs
{
    /// <summary>Counts, with a pause between the steps, and answers how far it came.</summary>
    public static IProgressHubBuilder AddCount(this IProgressHubBuilder hub) =>
        hub.AddJob("count", async (CountArgs args, JobContext job, CancellationToken ct) =>
        {
            for (var n = 1; n <= args.To; n++)
            {
                job.Progress.Report(n, args.To, "steps", args.Message ?? $"step {n}");
                job.Counter("steps").Increment();
                if (args.StepMs > 0)
                {
                    await Task.Delay(args.StepMs, ct);
                }
            }

            return new { reached = args.To };
        });

    /// <summary>Does nothing.</summary>
    public static IProgressHubBuilder AddNothing(this IProgressHubBuilder hub) =>
        hub.AddJob("nothing", (NothingArgs _) => { });

    /// <summary>Fails at once and for good.</summary>
    public static IProgressHubBuilder AddBroken(this IProgressHubBuilder hub) =>
        hub.AddJob("broken", (NothingArgs _) => { throw new DoNotRetryException("It cannot work."); });
}

/// <summary>Jobs of the kind <c>hold</c> run until the test lets them go.</summary>
internal sealed class Holds
{
    private readonly ConcurrentDictionary<JobId, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<JobId, JobContext> _running = new();

    public void AddTo(IProgressHubBuilder hub) =>
        hub.AddJob("hold", async (HoldArgs args, JobContext job, CancellationToken ct) =>
        {
            job.Progress.Report(1, 2, "steps", args.Message ?? "held");
            _running[job.Id] = job;
            await Gate(job.Id).Task.WaitAsync(ct);
            job.Progress.Report(2, 2);
        });

    public void LetGo(JobId id) => Gate(id).TrySetResult();

    /// <summary>The running attempt's own view of the job.</summary>
    public async Task<JobContext> RunningAsync(JobId id)
    {
        await Eventually.TrueAsync(() => _running.ContainsKey(id));
        return _running[id];
    }

    private TaskCompletionSource Gate(JobId id) =>
        _gates.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
