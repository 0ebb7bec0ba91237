using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.External;

/// <summary>What a report makes of its job.</summary>
internal static class ReportEnd
{
    public static JobSnapshot Apply(this JobSnapshot job, IncomingReport report, DateTimeOffset now) => report.Kind switch
    {
        ReportKind.Completed => (job.Ended(JobState.Succeeded, now) with { Error = null, Progress = job.Progress.Finished() }).WithResult(report.Result),
        ReportKind.Canceled => job.Ended(JobState.Canceled, now),
        ReportKind.Failed => job.Failed(report, now),
        _ => job,
    };

    private static JobSnapshot Failed(this JobSnapshot job, IncomingReport report, DateTimeOffset now)
    {
        if (!report.WantsRetry || job.Attempt >= job.MaxAttempts)
        {
            return job.Ended(JobState.Failed, now) with { Error = report.Error };
        }

        // As with any job: who was asked to stop begins nothing new.
        return job.CancelRequested is true
            ? job.Ended(JobState.Canceled, now) with { Error = report.Error }
            : job.Ended(JobState.Scheduled, now) with { Error = report.Error, FinalizedAt = null, DueAt = now };
    }

    private static JobSnapshot Ended(this JobSnapshot job, JobState state, DateTimeOffset now) => job with
    {
        State = state,
        Version = job.Version + 1,
        FinalizedAt = now,
        Progress = job.Progress.Stopped(),
    };
}
