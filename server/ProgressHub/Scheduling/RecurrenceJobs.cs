using System.Runtime.InteropServices;
using ProgressHub.Execution;
using ProgressHub.Storage;

namespace ProgressHub.Scheduling;

/// <summary>Makes the jobs of recurring ones.</summary>
internal static class RecurrenceJobs
{
    public static NewJob Make(this JobMaker maker, Recurrence recurrence)
    {
        var enqueue = new EnqueueOptions
        {
            Groups = recurrence.Groups,
            Priority = recurrence.Priority,
            MaxAttempts = recurrence.MaxAttempts,
            Timeout = recurrence.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ConcurrencyKey = recurrence.ConcurrencyKey,
        };
        var job = maker.MakeAccepted(recurrence.Kind, JsonMarshal.GetRawUtf8Value(recurrence.Args).ToArray(), enqueue);
        return job with { Snapshot = job.Snapshot with { Recurring = recurrence.Name } };
    }

    /// <summary>The recurring job once this one is its last.</summary>
    /// <param name="recurrence">As it was before.</param>
    /// <param name="job">The job.</param>
    /// <param name="at">When it is enqueued.</param>
    public static Recurrence With(this Recurrence recurrence, JobId job, DateTimeOffset at) => recurrence with
    {
        LastAt = at,
        LastJobId = job,
        // One that an older version fired knows its last job alone.
        RecentJobIds = [.. (recurrence.RecentJobIds ?? recurrence.LastIds()).Prepend(job).Take(Recurrence.MostRecentJobs)],
    };

    private static JobId[] LastIds(this Recurrence recurrence) => recurrence.LastJobId is { } last ? [last] : [];
}
