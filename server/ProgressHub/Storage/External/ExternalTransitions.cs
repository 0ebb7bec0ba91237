using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage;

/// <summary>What becomes of the snapshot of an external job. Its versions belong to the store, whoever takes its reports, so none is shown before it is stored.</summary>
internal static class ExternalTransitions
{
    /// <summary>Stands where other jobs name the node that runs them.</summary>
    private const string Elsewhere = "external";

    /// <summary>The first report of an attempt has come.</summary>
    public static JobSnapshot Begun(this JobSnapshot job, DateTimeOffset now) => job.Claimed(Elsewhere, now);

    /// <summary>Whether an attempt on some node owns the job's versions.</summary>
    public static bool HasAttempt(this JobSnapshot job) => job is { State: JobState.Running, External: not true } && !job.IsWaiting();

    /// <summary>Whether nobody is there who would hear of a cancel request.</summary>
    public static bool IsLost(this JobSnapshot job) => job is { External: true, LostAt: not null };

    /// <summary>Whether a lease runs: somebody is to report.</summary>
    public static bool AwaitsReports(this JobSnapshot job) => job.FinalizedAt is null && !job.IsWaiting();

    /// <summary>Its lease has passed without a report: it is marked, and at the next time it fails. One that shall stop ends at once: nobody is there to hear of it.</summary>
    public static JobSnapshot Silent(this JobSnapshot job, DateTimeOffset now)
    {
        if (job.CancelRequested is true)
        {
            return job.Canceled(now);
        }

        var next = job with { Version = job.Version + 1 };
        return job.LostAt is null ? next with { LostAt = now } : next with
        {
            State = JobState.Failed,
            FinalizedAt = now,
            Error = new JobError("lost", "Nobody has reported on this job for twice its lease. Retry it, and report with the token that the retry gives."),
        };
    }

    /// <summary>Whether the lease begins anew when it has passed.</summary>
    public static bool HasNextLease(this JobSnapshot silent, LostPolicy onLost) => onLost is LostPolicy.Fail && silent.AwaitsReports();
}
