using System.Text.Json;
using ProgressHub.Execution;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Scheduling;

/// <summary>Recurring jobs as people change them. Whoever was slower reads again and repeats, so no change is lost.</summary>
internal sealed class Recurrences(IJobStore store, JobMaker maker, LiveJobs live, TimeProvider time)
{
    /// <summary>Set by every change made here.</summary>
    public WakeUp Changed { get; } = new();

    public async Task<IReadOnlyList<Recurrence>> ListAsync(CancellationToken ct) =>
        [.. (await store.ListRecurringAsync(ct)).Select(stored => stored.Recurrence)];

    public async Task<Recurrence?> FindAsync(string name, CancellationToken ct) => (await store.FindRecurringAsync(name, ct))?.Recurrence;

    /// <summary>Checks a plan as if its first job were enqueued now.</summary>
    /// <exception cref="JobRefusedException">It is not as it should be; the member is named.</exception>
    public Recurrence Check(RecurrencePlan plan) => new()
    {
        Name = RecurrenceNames.Check(plan.Name),
        Cron = plan.Cron,
        TimeZone = plan.TimeZone,
        Kind = plan.Kind,
        Args = JsonElement.Parse(maker.Accept(plan.Kind, plan.Args, plan.Enqueue).Span),
        Missed = plan.Missed,
        Groups = plan.Enqueue.Groups,
        Priority = plan.Enqueue.Priority,
        MaxAttempts = plan.Enqueue.MaxAttempts,
        TimeoutSeconds = plan.Enqueue.Timeout?.TotalSeconds,
        ConcurrencyKey = plan.Enqueue.ConcurrencyKey,
        NextAt = FirstAt(plan),
        Source = plan.Source,
    };

    /// <summary>Puts a recurring job in place of the one of its name. What was paused stays so unless the plan says otherwise, and the same times go on from where they are.</summary>
    /// <exception cref="JobRefusedException">It is not as it should be, or there are too many.</exception>
    public async Task<(Recurrence Stored, bool IsNew)> PutAsync(RecurrencePlan plan, CancellationToken ct)
    {
        var wanted = Check(plan);
        while (true)
        {
            var found = await store.FindRecurringAsync(wanted.Name, ct);
            var next = Following(found?.Recurrence, wanted, plan.Paused);
            if (found is not null && IsSame(found.Recurrence, next))
            {
                return (next, false);
            }

            switch (await store.PutRecurringAsync(next, found?.Stamp, ct))
            {
                case RecurrenceOutcome.Stored:
                    Changed.Set();
                    return (next, found is null);
                case RecurrenceOutcome.Full:
                    throw new JobRefusedException("invalid-request", $"There are {RecurrenceLimits.Most} recurring jobs, the most there may be. Remove one first.", "name");
            }
        }
    }

    /// <summary>Leaves out what would come until it is resumed.</summary>
    public Task<Recurrence?> PauseAsync(string name, CancellationToken ct) =>
        ChangeAsync(name, static known => known.Paused ? known : known with { Paused = true, NextAt = null }, ct);

    /// <summary>Goes on with the next time from now; nothing makes up for the pause.</summary>
    public Task<Recurrence?> ResumeAsync(string name, CancellationToken ct) => ChangeAsync(
        name,
        known => known.Paused ? known with { Paused = false, NextAt = CronSchedule.Parse(known.Cron, known.TimeZone).Next(time.GetUtcNow()) } : known,
        ct);

    /// <summary>Enqueues one job now, paused or not; the next time stays.</summary>
    public async Task<JobSnapshot?> TriggerAsync(string name, CancellationToken ct)
    {
        while (await store.FindRecurringAsync(name, ct) is { } found)
        {
            var job = maker.Make(found.Recurrence);
            var next = found.Recurrence.With(job.Snapshot.Id, job.Snapshot.CreatedAt);
            if (await store.FireRecurringAsync(next, found.Stamp, job, ct) == RecurrenceOutcome.Stored)
            {
                live.Apply(job.Snapshot);
                return job.Snapshot;
            }
        }

        return null;
    }

    /// <summary>Removes it; its jobs stay. False if there is none.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken ct)
    {
        while (await store.FindRecurringAsync(name, ct) is { } found)
        {
            if (await store.RemoveRecurringAsync(name, found.Stamp, ct) == RecurrenceOutcome.Stored)
            {
                return true;
            }
        }

        return false;
    }

    private DateTimeOffset? FirstAt(RecurrencePlan plan)
    {
        var next = CronSchedule.Parse(plan.Cron, plan.TimeZone).Next(time.GetUtcNow());
        // Code that names a year must not stop the start when the year is over; a request can be mended now.
        return next is not null || plan.Source == RecurrenceSource.Code
            ? next
            : throw new JobRefusedException("invalid-request", $"The time of '{plan.Cron}' never comes. Mend the day, the month or the year.", "cron");
    }

    private static Recurrence Following(Recurrence? known, Recurrence wanted, bool? wish)
    {
        var paused = wish ?? known?.Paused ?? false;
        // A time that has passed while no process ran is still to be made up for, or this start would lose it.
        var goesOn = known is { NextAt: not null } && (known.Cron, known.TimeZone) == (wanted.Cron, wanted.TimeZone);
        return wanted with
        {
            Paused = paused,
            NextAt = paused ? null : goesOn ? known!.NextAt : wanted.NextAt,
            LastAt = known?.LastAt,
            LastJobId = known?.LastJobId,
            RecentJobIds = known?.RecentJobIds,
        };
    }

    private static bool IsSame(Recurrence known, Recurrence next) => JsonSerializer.SerializeToUtf8Bytes(known, ProtocolJson.TypeOf<Recurrence>())
        .AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(next, ProtocolJson.TypeOf<Recurrence>()));

    private async Task<Recurrence?> ChangeAsync(string name, Func<Recurrence, Recurrence> change, CancellationToken ct)
    {
        while (await store.FindRecurringAsync(name, ct) is { } found)
        {
            var next = change(found.Recurrence);
            if (ReferenceEquals(next, found.Recurrence) || await store.PutRecurringAsync(next, found.Stamp, ct) == RecurrenceOutcome.Stored)
            {
                Changed.Set();
                return next;
            }
        }

        return null;
    }
}
