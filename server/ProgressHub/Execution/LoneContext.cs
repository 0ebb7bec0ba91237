using ProgressHub.Reporting;

namespace ProgressHub.Execution;

/// <summary>A job's side without a job: what is reported is seen by nobody.</summary>
internal static class LoneContext
{
    /// <summary>Takes every report, and shows none.</summary>
    public static JobContext Of(string kind, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var job = new JobSnapshot { Id = JobId.New(now), Kind = kind, State = JobState.Running, Version = 1, Attempt = 1, MaxAttempts = 1, CreatedAt = now, StartedAt = now };
        var reporter = new JobReporter(static () => { });
        return new JobContext(job, reporter, new JobCounters(reporter), new JobCheckpoint(null, new LimitsOptions().CheckpointBytes));
    }
}
