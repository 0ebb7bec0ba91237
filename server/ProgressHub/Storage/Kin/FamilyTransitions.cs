using ProgressHub.Jobs;

namespace ProgressHub.Storage.Kin;

/// <summary>What becomes of a job that has children. Every store applies these rules.</summary>
internal static class FamilyTransitions
{
    /// <summary>Whether it runs for its children alone: no attempt shows them.</summary>
    public static bool IsWaiting(this JobSnapshot job) => job is { State: JobState.Running, Children: not null };

    /// <summary>Its own code has returned, and children are not final: it stays running, without an attempt.</summary>
    public static JobSnapshot Waiting(this JobSnapshot returned, Family family) => returned with
    {
        State = JobState.Running,
        FinalizedAt = null,
        Children = family.Counts,
        Progress = family.Progress,
        Result = null,
        ResultBytes = null,
    };

    /// <summary>Children of a job that waits for them have moved, and some are not final.</summary>
    public static JobSnapshot Waited(this JobSnapshot waiting, Family family) => waiting with
    {
        Version = waiting.Version + 1,
        Children = family.Counts,
        Progress = family.Progress,
    };

    /// <summary>The last child of a job that waited is final.</summary>
    public static JobSnapshot Settled(this JobSnapshot waiting, Family family, ReadOnlyMemory<byte>? result, DateTimeOffset now) =>
        End(waiting.Waited(family) with { FinalizedAt = now }, family, canceled: waiting.CancelRequested is true)
            .WithOwn(result);

    /// <summary>An attempt has ended for good while no child is on its way, or has not succeeded.</summary>
    public static JobSnapshot Ended(this JobSnapshot ended, Family family)
    {
        if (family.IsEmpty)
        {
            return ended;
        }

        // What had succeeded altogether before the request was seen stays so, as with any job.
        return ended.State == JobState.Succeeded
            ? End(ended with { Progress = family.Progress }, family, canceled: family.HasFailed && ended.CancelRequested is true)
            : ended with { Children = family.Counts };
    }

    private static JobSnapshot End(JobSnapshot job, Family family, bool canceled)
    {
        var next = job with { Children = family.Counts };
        if (canceled)
        {
            return next with { State = JobState.Canceled, Result = null, ResultBytes = null };
        }

        return family.HasFailed
            ? next with { State = JobState.Failed, Error = Error(family.Counts), Result = null, ResultBytes = null }
            : next with { State = JobState.Succeeded };
    }

    private static JobSnapshot WithOwn(this JobSnapshot job, ReadOnlyMemory<byte>? result) =>
        job.State == JobState.Succeeded ? job.WithResult(result) : job;

    private static JobError Error(ChildCounts counts) => new(
        "children-failed",
        $"Of {counts.Total} children {counts.Failed} failed and {counts.Canceled} were canceled. Retry the job to run it and its children again.");
}
