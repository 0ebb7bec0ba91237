using System.Text.Json;
using ProgressHub.Jobs;

namespace ProgressHub.Storage;

/// <summary>What becomes of a snapshot when a store changes it. Every store applies these rules, so that versions grow alike everywhere.</summary>
internal static class JobTransitions
{
    /// <summary>A larger result is only told by its size.</summary>
    public const int MaxInlineResult = 4096;

    public static JobSnapshot Promoted(this JobSnapshot job) => job with
    {
        State = JobState.Queued,
        Version = job.Version + 1,
    };

    /// <summary>An attempt begins with nothing said; what the one before said last stays with its record.</summary>
    public static JobSnapshot Claimed(this JobSnapshot job, string node, DateTimeOffset now) => job with
    {
        State = JobState.Running,
        Version = JobVersion.NextEpoch(job.Version),
        Attempt = job.Attempt + 1,
        StartedAt = now,
        Node = node,
        Progress = null,
        Counters = null,
        ReportedAt = null,
    };

    /// <summary>The attempt before has failed, and the scheduler that ran it begins again at once, however often that was foreseen.</summary>
    public static JobSnapshot Repeated(this JobSnapshot job, DateTimeOffset now) => job.Claimed(job.Node!, now) with
    {
        MaxAttempts = Math.Max(job.MaxAttempts, job.Attempt + 1),
    };

    /// <summary>Whether the store may queue a job anew. What another scheduler runs only that one can run again.</summary>
    public static bool MayRetry(this JobSnapshot job) => job.State.IsFinal() && job.Scheduler is null;

    /// <summary>A lost attempt may have shown sequences that never reached the store, so the next version is one of the next epoch.</summary>
    public static JobSnapshot Lost(this JobSnapshot job, DateTimeOffset now)
    {
        var next = job with { Version = JobVersion.NextEpoch(job.Version) };
        if (job.CancelRequested is true)
        {
            return next with { State = JobState.Canceled, FinalizedAt = now };
        }

        // Nobody here would take from the queue what another scheduler runs.
        return job.Attempt < job.MaxAttempts && job.Scheduler is null
            ? next with { State = JobState.Queued }
            : next with
            {
                State = JobState.Failed,
                FinalizedAt = now,
                Error = new JobError("lost", job.Scheduler is not null
                    ? $"The process that ran attempt {job.Attempt} died or stopped renewing its lease. The scheduler that began the job decides whether it runs again."
                    : $"The process that ran attempt {job.Attempt} of {job.MaxAttempts} died or stopped renewing its lease, and no attempt is left. Retry the job to run it again."),
            };
    }

    /// <summary>Somebody asked the job to stop: it is canceled at once, unless there is an attempt, a reporter or a family to wait for.</summary>
    public static JobSnapshot CancelAsked(this JobSnapshot job, DateTimeOffset now) =>
        job.State != JobState.Running || job.IsLost() ? job.Canceled(now)
        : job with { CancelRequested = true, Version = job.HasAttempt() ? JobVersion.WithCancel(job.Version) : job.Version + 1 };

    public static JobSnapshot Canceled(this JobSnapshot job, DateTimeOffset now) => job with
    {
        State = JobState.Canceled,
        Version = job.Version + 1,
        CancelRequested = true,
        FinalizedAt = now,
    };

    public static JobSnapshot Retried(this JobSnapshot job) => job with
    {
        State = JobState.Queued,
        Version = JobVersion.NextEpoch(job.Version),
        Attempt = 0,
        Progress = null,
        Counters = null,
        CancelRequested = null,
        Children = null,
        WaitsFor = null,
        DueAt = null,
        StartedAt = null,
        ReportedAt = null,
        FinalizedAt = null,
        Node = null,
        LostAt = null,
        Result = null,
        ResultBytes = null,
        Error = null,
    };

    /// <summary>Works out what to store of an attempt's write, given what is stored: version, state and whether a cancel was requested.</summary>
    /// <returns>Null where the write is refused. The stored version itself where the write tells nothing newer.</returns>
    public static JobSnapshot? Apply(AttemptWrite write, JobState state, long version, bool cancelRequested, DateTimeOffset now)
    {
        var next = write.Snapshot;
        if (state != JobState.Running || JobVersion.Epoch(version) != JobVersion.Epoch(next.Version))
        {
            return null;
        }

        // The end of an attempt counts even when it was numbered late; progress that came late is old news. An attempt that has not heard of the request yet has not numbered for it.
        var stays = next.State == JobState.Running;
        var canceled = cancelRequested || next.CancelRequested is true;
        var told = canceled && stays ? JobVersion.WithCancel(next.Version) : next.Version;
        var newer = told > version ? told : stays ? version : version + 1;
        var after = canceled && next.State < JobState.Running ? JobState.Canceled : next.State;
        var finalizedAt = after.IsFinal() ? next.FinalizedAt ?? now : (DateTimeOffset?)null;
        if (newer != next.Version || after != next.State || finalizedAt != next.FinalizedAt || canceled != next.CancelRequested is true)
        {
            next = next with { Version = newer, State = after, FinalizedAt = finalizedAt, CancelRequested = canceled ? true : null };
        }

        return next.WithResult(after == JobState.Succeeded ? write.Result : null);
    }

    // A result of moderate size stands in the snapshot; of a larger one the snapshot tells the size.
    public static JobSnapshot WithResult(this JobSnapshot job, ReadOnlyMemory<byte>? result) => result switch
    {
        // No JSON is empty; an absent array turns into an empty one on its way into a nullable memory.
        null or { Length: 0 } => job is { Result: null, ResultBytes: null } ? job : job with { Result = null, ResultBytes = null },
        { Length: > MaxInlineResult } large => job with { Result = null, ResultBytes = large.Length },
        { } small => job is { Result: not null, ResultBytes: null } ? job : job with { Result = JsonElement.Parse(small.Span), ResultBytes = null },
    };
}
