using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Makes a job that this node has got into an attempt that reports, is renewed and can be stopped.</summary>
internal sealed class AttemptMaker(LiveJobs live, RunningAttempts running, LogWriter logs, IJobQueue queue, IOptions<ProgressHubOptions> options, TimeProvider time)
{
    /// <summary>Begins the attempt; <see cref="LiveJobs.ShowBegun"/> tells those who watch.</summary>
    /// <param name="claimed">The job, with the epoch of the attempt.</param>
    /// <param name="kind">What runs it.</param>
    /// <param name="isForeign">Whether another scheduler in this process runs it.</param>
    public Attempt Begin(ClaimedJob claimed, RegisteredKind kind, bool isForeign = false)
    {
        var (job, reporter, counters) = live.Begin(claimed.Snapshot, kind.Options.PushInterval);
        var checkpoint = new JobCheckpoint(claimed.Checkpoint, options.Value.Limits.CheckpointBytes);
        var context = new JobContext(claimed.Snapshot, reporter, counters, checkpoint) { Queue = queue, Lines = logs.Open(claimed.Snapshot) };
        var attempt = new Attempt(claimed, kind, job, context, time.GetTimestamp()) { IsForeign = isForeign };
        if (isForeign)
        {
            // No slot will come for it, and no drain may give it back.
            attempt.TryTake();
        }

        running.Add(attempt);
        if (running.WasCanceledEarly(attempt.Key))
        {
            live.ShowCancelRequest(attempt.Id);
            attempt.Stop(StopReason.CancelRequested);
        }

        return attempt;
    }
}
