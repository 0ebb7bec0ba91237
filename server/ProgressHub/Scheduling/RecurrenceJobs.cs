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
}
