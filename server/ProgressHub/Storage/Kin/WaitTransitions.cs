using ProgressHub.Jobs;

namespace ProgressHub.Storage.Kin;

/// <summary>What becomes of a job that waits for others. Every store applies these rules.</summary>
internal static class WaitTransitions
{
    /// <summary>How a new job that waits is stored, given how the others stand now.</summary>
    /// <param name="job">The new job.</param>
    /// <param name="any">Whether it runs whatever becomes of them.</param>
    /// <param name="stateOf">Their states.</param>
    /// <param name="now">The time of the transaction.</param>
    /// <param name="open">Those that are not final.</param>
    public static JobSnapshot AsNew(this JobSnapshot job, bool any, Func<JobId, JobState> stateOf, DateTimeOffset now, out List<JobId> open)
    {
        open = [];
        foreach (var id in job.WaitsFor!)
        {
            var state = stateOf(id);
            if (!state.IsFinal())
            {
                open.Add(id);
            }
            else if (!any && state != JobState.Succeeded)
            {
                open.Clear();
                return job.AfterFailed(id, state, now);
            }
        }

        return open.Count > 0 ? job : job.Released(now);
    }

    /// <summary>Nothing is left to wait for but the due time.</summary>
    public static JobSnapshot Released(this JobSnapshot job, DateTimeOffset now) => job with
    {
        State = job.DueAt > now ? JobState.Scheduled : JobState.Queued,
        WaitsFor = null,
    };

    /// <summary>A job that should have succeeded did not.</summary>
    public static JobSnapshot AfterFailed(this JobSnapshot job, JobId predecessor, JobState state, DateTimeOffset now) => job with
    {
        State = JobState.Canceled,
        FinalizedAt = now,
        Error = new("after-failed", $"It was to run after the success of {predecessor}, which is {state.Name()}. Run that one again, then retry this one."),
    };
}
