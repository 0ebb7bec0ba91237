using ProgressHub.Jobs;

namespace ProgressHub.Storage;

/// <summary>Which attempts are written down, and which one the job itself tells of: a job that needed one attempt costs no more than itself.</summary>
internal static class AttemptRecords
{
    /// <summary>So many are written down of a job; older ones go. With the one that the job tells of there are a hundred.</summary>
    public const int Kept = 99;

    private const string TimedOutType = "timed-out";
    private const string LostType = "lost";

    private static readonly JobError Lost = new(LostType, "The process that ran it died or stopped renewing its lease.");

    /// <summary>The attempt to write down because a job has moved on without it; null if there is none. What a drain gives back counts as no attempt.</summary>
    public static JobAttempt? LeftBy(in JobMove move, DateTimeOffset now)
    {
        if (move.From != JobState.Running || move.Job.StartedAt is not { } started)
        {
            return null;
        }

        var job = move.Job;
        return move.To switch
        {
            JobState.Scheduled => Of(job, started) with { EndedAt = now, Outcome = Failure(job), Error = job.Error },
            // Only the loss of a lease begins an epoch here; what comes from the attempt itself continues its own.
            JobState.Queued when BeganEpoch(job) => Of(job, started) with { EndedAt = now, Outcome = AttemptOutcome.Lost, Error = Lost, Epoch = JobVersion.Epoch(job.Version) - 1 },
            _ => null,
        };
    }

    /// <summary>The attempt that a job itself tells of: the one that runs, or that ended with it. Null if there is none, or if it is among those written down.</summary>
    public static JobAttempt? OfJob(JobSnapshot job, IReadOnlyList<JobAttempt> written)
    {
        // What was given back has no node; what was canceled between two attempts ends none.
        if (job is not { Attempt: > 0, StartedAt: { } started, Node: not null } || job.State < JobState.Running || (written.Count > 0 && IsSame(written[^1], job)))
        {
            return null;
        }

        var attempt = Of(job, started);
        return job.State switch
        {
            JobState.Succeeded => attempt with { Outcome = AttemptOutcome.Succeeded, EndedAt = job.FinalizedAt },
            JobState.Canceled => attempt with { Outcome = AttemptOutcome.Canceled, EndedAt = job.FinalizedAt },
            JobState.Failed => attempt with { Outcome = Failure(job), EndedAt = job.FinalizedAt, Error = job.Error },
            _ => attempt,
        };
    }

    /// <summary>Those written down, and the one that the job itself tells of at the end.</summary>
    public static IReadOnlyList<JobAttempt> All(JobSnapshot job, IReadOnlyList<JobAttempt> written) =>
        OfJob(job, written) is { } last ? [.. written, last] : written;

    private static JobAttempt Of(JobSnapshot job, DateTimeOffset started) => new()
    {
        Attempt = job.Attempt,
        Epoch = JobVersion.Epoch(job.Version) - (job.State.IsFinal() && BeganEpoch(job) ? 1 : 0),
        StartedAt = started,
        Node = job.Node,
        // A row of an older version may still show what an attempt before has reported.
        Progress = job.ReportedAt >= started ? job.Progress : null,
    };

    private static bool BeganEpoch(JobSnapshot job) => JobVersion.Sequence(job.Version) == 1;

    /// <summary>Whether the job's epoch is that of an attempt that is over, or the one that its loss began.</summary>
    private static bool IsSame(JobAttempt last, JobSnapshot job)
    {
        var epoch = JobVersion.Epoch(job.Version);
        return epoch == last.Epoch || (last.Outcome == AttemptOutcome.Lost && epoch == last.Epoch + 1);
    }

    private static AttemptOutcome Failure(JobSnapshot job) => job.Error?.Type switch
    {
        LostType => AttemptOutcome.Lost,
        TimedOutType => AttemptOutcome.TimedOut,
        _ => AttemptOutcome.Failed,
    };
}
