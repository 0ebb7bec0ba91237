using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.TestKit;

/// <summary>Jobs of the kind <c>hold</c> run until the test lets them go.</summary>
public sealed class Holds
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

    /// <summary>The next attempt of the job is held again.</summary>
    public void Forget(JobId id)
    {
        _gates.TryRemove(id, out _);
        _running.TryRemove(id, out _);
    }

    /// <summary>The running attempt's own view of the job.</summary>
    public async Task<JobContext> RunningAsync(JobId id)
    {
        await Eventually.TrueAsync(() => _running.ContainsKey(id));
        return _running[id];
    }

    private TaskCompletionSource Gate(JobId id) =>
        _gates.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
