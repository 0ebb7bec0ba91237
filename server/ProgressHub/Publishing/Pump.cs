using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Jobs;
using ProgressHub.Live;

namespace ProgressHub.Publishing;

/// <summary>Carries changes from jobs to audiences. The first change after a quiet spell leaves at once, then an audience hears at most once per interval, of all its changed jobs in one message; state changes do not wait for the interval.</summary>
internal sealed class Pump(
    AudienceTable audiences,
    Publisher publisher,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<Pump> logger) : BackgroundService, ILiveListener
{
    /// <summary>State changes that follow each other faster than this travel together; a reader cannot tell them apart.</summary>
    private static readonly TimeSpan UrgentGap = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a state waits for what follows it: a job is often queued, claimed and reporting within a moment, and behind messages for its states that report would come later.</summary>
    private static readonly TimeSpan StateWait = TimeSpan.FromMilliseconds(2);

    // Written by any thread.
    private readonly ConcurrentQueue<LiveJob> _changed = new();
    private readonly WakeUp _wakeUp = new();

    // Owned by the loop.
    private readonly PriorityQueue<Audience, long> _due = new();
    private readonly TimeSpan _interval = options.Value.Push.Interval;

    public bool IsIdle => audiences.IsEmpty;

    public bool WatchesGroups => audiences.HasGroups;

    public bool Wants(JobSnapshot job)
    {
        if (audiences.IsEmpty)
        {
            return false;
        }

        if (Watches(job.Id) || IsWatched(GroupNames.All))
        {
            return true;
        }

        foreach (var group in job.Groups)
        {
            if (IsWatched(group))
            {
                return true;
            }
        }

        return false;
    }

    public bool Watches(JobId id) => !audiences.IsEmpty && audiences.Find(AudienceNames.OfJob(id)) is not null;

    public void Changed(LiveJob job)
    {
        if (!audiences.IsEmpty)
        {
            _changed.Enqueue(job);
            _wakeUp.Set();
        }
    }

    public void Moved(LiveJob job)
    {
        if (!audiences.IsEmpty)
        {
            _changed.Enqueue(job);
            _wakeUp.SetWithin(StateWait, time);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaves the thread that starts the host.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var wait = await RunOnceAsync();
                await _wakeUp.WaitAsync(wait, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nobody watches the watchers' pump: it must outlive any message that cannot be written.
                logger.PublishFailed(e);
            }
        }
    }

    /// <summary>Takes what has changed and publishes what is due; answers how long nothing will be.</summary>
    internal Task<TimeSpan> RunOnceAsync()
    {
        Distribute();
        return PublishDueAsync();
    }

    private bool IsWatched(GroupName group) => audiences.Find(AudienceNames.OfGroup(group)) is not null;

    private void Distribute()
    {
        // Bounded by what was there at the start, so that a flood of changes cannot keep anything from leaving.
        for (var left = _changed.Count; left > 0 && _changed.TryDequeue(out var job); left--)
        {
            var urgent = job.IsUrgent;
            job.IsUrgent = false;
            Add(audiences.Find(AudienceNames.OfJob(job.Id)), job, urgent);
            AddGroup(GroupNames.All, job, urgent);
            if (job.IsRemoved)
            {
                Add(audiences.Find(AudienceNames.OfLog(job.Id)), job, urgent);
            }

            foreach (var group in job.Current.Groups)
            {
                AddGroup(group, job, urgent);
            }
        }
    }

    private void AddGroup(GroupName group, LiveJob job, bool urgent)
    {
        if (audiences.Find(AudienceNames.OfGroup(group)) is { } all)
        {
            Add(audiences.Find(AudienceNames.OfGroupJobs(group)), job, urgent);
            Add(all, job, urgent: false);
        }
    }

    private void Add(Audience? audience, LiveJob job, bool urgent)
    {
        if (audience is null)
        {
            return;
        }

        // A job may be named twice, for its state and for a report that comes with it; the state's message carries both.
        var isNew = audience.Pending.Add(job);
        audience.IsUrgent |= urgent;
        audience.HasProgress |= isNew && !urgent;
        var now = time.GetTimestamp();
        var due = urgent ? audience.Pace.UrgentDue(now, Ticks(UrgentGap)) : ProgressDue(audience, job, now);
        if (audience.DueAt is null || due < audience.DueAt)
        {
            audience.DueAt = due;
            _due.Enqueue(audience, due);
        }
    }

    private long ProgressDue(Audience audience, LiveJob job, long now)
    {
        if (job.PushInterval is not { } own)
        {
            return audience.Pace.ProgressDue(now, Ticks(_interval));
        }

        // A faster kind quickens its audience; a slower one is held back within it.
        var due = audience.Pace.ProgressDue(now, Ticks(own < _interval ? own : _interval));
        return audience.Paced.TryGetValue(job, out var last) ? Math.Max(due, last + Ticks(own)) : due;
    }

    private async Task<TimeSpan> PublishDueAsync()
    {
        var now = time.GetTimestamp();
        while (_due.TryPeek(out var audience, out var due))
        {
            if (due > now)
            {
                return time.GetElapsedTime(now, due);
            }

            _due.Dequeue();
            // An audience that became urgent was queued again with an earlier time; the later entry is stale.
            if (audience.DueAt == due)
            {
                audience.DueAt = null;
                await PublishAsync(audience, now);
            }
        }

        return Timeout.InfiniteTimeSpan;
    }

    private async Task PublishAsync(Audience audience, long now)
    {
        var paced = audience.IsUrgent ? null : HoldBack(audience, now);
        Count(audience, now);
        await publisher.PublishAsync(audience, time.GetUtcNow());
        foreach (var job in paced ?? [])
        {
            Add(audience, job, urgent: false);
        }
    }

    private void Count(Audience audience, long now)
    {
        if (audience.IsUrgent)
        {
            audience.Pace.ToldUrgent(now, Ticks(UrgentGap));
        }

        if (audience.HasProgress)
        {
            audience.Pace.ToldProgress(now);
        }

        (audience.IsUrgent, audience.HasProgress) = (false, false);
    }

    /// <summary>Takes out the jobs whose kind wants a longer interval than the audience's; they are due again later.</summary>
    private List<LiveJob>? HoldBack(Audience audience, long now)
    {
        List<LiveJob>? held = null;
        foreach (var job in audience.Pending)
        {
            if (job.PushInterval is not { } own)
            {
                continue;
            }

            if (audience.Paced.TryGetValue(job, out var last) && now < last + Ticks(own))
            {
                (held ??= []).Add(job);
            }
            else
            {
                audience.Paced[job] = now;
            }
        }

        held?.ForEach(job => audience.Pending.Remove(job));
        return held;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
