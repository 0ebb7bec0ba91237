using Microsoft.Extensions.Logging;
using ProgressHub.Execution;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Scheduling;

/// <summary>Enqueues the jobs whose time has come. Every process tries; the store lets one succeed, since each firing changes the stamp that the others have read.</summary>
internal sealed class Occurrences(IJobStore store, JobMaker maker, LiveJobs live, TimeProvider time, ILogger<Occurrences> logger)
{
    /// <summary>Up to so late each occurrence gets its job, one after the other: a slow timer or a short outage loses none. What is later was missed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    /// <returns>When the next one is due; null if none is known.</returns>
    public async Task<DateTimeOffset?> EnqueueDueAsync(CancellationToken ct)
    {
        DateTimeOffset? next = null;
        foreach (var stored in await store.ListRecurringAsync(ct))
        {
            var at = stored.Recurrence.NextAt;
            if (at <= time.GetUtcNow())
            {
                at = await EnqueueAsync(stored, at.Value, ct);
            }

            next = at is null || next <= at ? next : at;
        }

        return next;
    }

    private async Task<DateTimeOffset?> EnqueueAsync(StoredRecurrence stored, DateTimeOffset dueAt, CancellationToken ct)
    {
        var (recurrence, now) = (stored.Recurrence, time.NowInMs());
        if (!TryRead(recurrence, out var schedule))
        {
            return null;
        }

        var missed = now - dueAt > Patience;
        var next = recurrence with { NextAt = schedule.Next(missed ? now : dueAt) };
        if (missed && recurrence.Missed == MissedRuns.Skip)
        {
            await store.PutRecurringAsync(next, stored.Stamp, ct);
            return next.NextAt;
        }

        var job = maker.Make(recurrence);
        if (await store.FireRecurringAsync(next.With(job.Snapshot.Id, now), stored.Stamp, job, ct) == RecurrenceOutcome.Stored)
        {
            live.Apply(job.Snapshot);
        }

        return next.NextAt;
    }

    // Stored by a process that knew more: a newer version, or a machine with other time zones. That one fires it.
    private bool TryRead(Recurrence recurrence, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CronSchedule? schedule)
    {
        try
        {
            schedule = CronSchedule.Parse(recurrence.Cron, recurrence.TimeZone);
            return true;
        }
        catch (JobRefusedException e)
        {
            if (_unreadable.Add(recurrence.Name))
            {
                logger.RecurrenceUnreadable(recurrence.Name, e.Message);
            }

            schedule = null;
            return false;
        }
    }
}
