using System.Collections.Concurrent;
using ProgressHub.Jobs;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.Live;

/// <summary>The progress store that push and poll both read: the newest snapshot of every job that runs or is watched here.</summary>
internal sealed class LiveJobs(IJobStore store, ILiveListener listener, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, LiveJob> _jobs = new();

    public int Count => _jobs.Count;

    /// <summary>Whether anything is in memory that another node may change.</summary>
    public bool HasElsewhere => _jobs.Any(entry => !entry.Value.RunsHere && !entry.Value.Current.IsFinal());

    /// <summary>Takes what was just stored and tells those who watch.</summary>
    public void Apply(JobSnapshot stored)
    {
        if (!_jobs.TryGetValue(stored.Id, out var job))
        {
            if (!listener.Wants(stored))
            {
                return;
            }

            job = _jobs.GetOrAdd(stored.Id, static (_, first) => new LiveJob(first), stored);
        }

        job.TouchedAt = time.GetTimestamp();
        // A job that was claimed before its submit is answered runs here already: that it was queued is old news.
        if (job.TryApply(stored) || job.Current.Version == stored.Version)
        {
            Announce(job);
        }

        if (stored.State is not JobState.Running && !listener.Wants(stored))
        {
            Release(job);
        }
    }

    /// <summary>Takes progress that was just stored: unlike a change of state it may wait for the interval.</summary>
    public void ApplyProgress(JobSnapshot stored)
    {
        if (Find(stored.Id) is null && !listener.Wants(stored))
        {
            return;
        }

        var job = _jobs.GetOrAdd(stored.Id, static (_, first) => new LiveJob(first), stored);
        job.TouchedAt = time.GetTimestamp();
        if (job.TryApply(stored) || job.Current.Version == stored.Version)
        {
            listener.Changed(job);
        }
    }

    /// <summary>Takes what another node has stored: a change of state is told at once, progress with the interval.</summary>
    public void ApplyFromElsewhere(JobSnapshot stored)
    {
        var known = Find(stored.Id)?.Current;
        if (known is null || known.Version < stored.Version)
        {
            if (known is { State: JobState.Running } && stored.State is JobState.Running && JobVersion.Epoch(known.Version) == JobVersion.Epoch(stored.Version))
            {
                ApplyProgress(stored);
            }
            else
            {
                Apply(stored);
            }
        }
    }

    /// <summary>Forgets a job that another node has removed. One that is not in memory may still be counted in groups that are watched here.</summary>
    public void RemoveElsewhere(JobId id, IReadOnlyList<GroupName> countedIn)
    {
        if (Find(id) is { } job)
        {
            if (!job.RunsHere)
            {
                Remove(job.Current);
            }
        }
        else if (countedIn.Count > 0)
        {
            // All that is left of it is that it is gone; nobody who reads may meet this.
            var gone = new JobSnapshot { Id = id, Kind = "", Groups = countedIn, State = JobState.Canceled, Version = 0, CreatedAt = default };
            Announce(new LiveJob(gone) { IsRemoved = true });
        }
    }

    /// <summary>What is in memory and does not run here, whatever its state.</summary>
    public IReadOnlyList<JobId> ListElsewhere() => [.. _jobs.Where(entry => !entry.Value.RunsHere).Select(entry => entry.Key)];

    /// <summary>Takes many.</summary>
    public void Apply(IEnumerable<JobSnapshot> stored)
    {
        foreach (var snapshot in stored)
        {
            Apply(snapshot);
        }
    }

    /// <summary>Gives an attempt that is to run here the versions of its job. <see cref="ShowBegun"/> tells those who watch.</summary>
    public (LiveJob Job, JobReporter Reporter, JobCounters Counters) Begin(JobSnapshot claimed, TimeSpan? pushInterval)
    {
        while (true)
        {
            var job = _jobs.GetOrAdd(claimed.Id, static (_, first) => new LiveJob(first), claimed);
            var reporter = new JobReporter(() => listener.Changed(job));
            var counters = new JobCounters(reporter);
            if (job.Begin(claimed, new AttemptProgress(reporter, counters), pushInterval))
            {
                return (job, reporter, counters);
            }

            _jobs.TryRemove(new(claimed.Id, job));
        }
    }

    /// <summary>Tells of an attempt that has been handed to its slot: a first report that is quick enough travels along.</summary>
    public void ShowBegun(LiveJob job) => Announce(job);

    /// <summary>Shows a cancel request on a job that runs here.</summary>
    public void ShowCancelRequest(JobId id)
    {
        if (_jobs.TryGetValue(id, out var job) && job.TryShowCancelRequest())
        {
            Announce(job);
        }
    }

    /// <summary>Forgets a removed job and tells those who watch it.</summary>
    public void Remove(JobSnapshot last)
    {
        var job = _jobs.GetOrAdd(last.Id, static (_, first) => new LiveJob(first), last);
        job.IsRemoved = true;
        Announce(job);
        _jobs.TryRemove(new(last.Id, job));
    }

    /// <summary>The live job, if this node has it in memory.</summary>
    public LiveJob? Find(JobId id) => _jobs.GetValueOrDefault(id);

    /// <summary>The newest snapshot, with all that was reported until now; null if there is no such job.</summary>
    public ValueTask<JobSnapshot?> ReadAsync(JobId id, CancellationToken ct)
    {
        if (Find(id) is { } job)
        {
            job.TouchedAt = time.GetTimestamp();
            return new(job.Flush(time.GetUtcNow()));
        }

        return LoadAsync(id, ct);
    }

    /// <summary>What the store has of a job, and from now on every change to it.</summary>
    private async ValueTask<JobSnapshot?> LoadAsync(JobId id, CancellationToken ct)
    {
        var found = await store.FindAsync([id], ct);
        return found.Count == 0 ? null : Keep(found[0]).Flush(time.GetUtcNow());
    }

    /// <summary>Keeps a snapshot that was read from the store; a newer one that came meanwhile wins.</summary>
    public LiveJob Keep(JobSnapshot stored)
    {
        var job = _jobs.GetOrAdd(stored.Id, static (_, first) => new LiveJob(first), stored);
        if (job.TryApply(stored))
        {
            Announce(job);
        }

        job.TouchedAt = time.GetTimestamp();
        return job;
    }

    /// <summary>The newest of what a list read from the store and what this node knows.</summary>
    public JobSnapshot Newest(JobSnapshot stored)
    {
        var live = Find(stored.Id)?.Flush(time.GetUtcNow());
        return live?.Version > stored.Version ? live : stored;
    }

    /// <summary>Announces the jobs of a group that run here: reports from before anybody watched have woken nobody.</summary>
    public void TouchGroup(GroupName group, bool all)
    {
        foreach (var (_, job) in _jobs)
        {
            if (job.RunsHere && (all || job.Current.Groups.Contains(group)))
            {
                listener.Changed(job);
            }
        }
    }

    /// <summary>Takes what was read again; unlike an answer to somebody, that is no reason to keep the job.</summary>
    public void Refresh(JobSnapshot stored)
    {
        if (Find(stored.Id) is { } job && job.TryApply(stored))
        {
            Announce(job);
        }
    }

    /// <summary>Lets go of what nobody needs, and answers the jobs that are watched or polled here but run elsewhere, and so must be read again.</summary>
    public IReadOnlyList<JobId> Sweep(TimeSpan idle, int maxIdle)
    {
        var elsewhere = new List<JobId>();
        var limit = _jobs.Count > maxIdle ? TimeSpan.Zero : idle;
        foreach (var (id, job) in _jobs)
        {
            if (job.RunsHere)
            {
                continue;
            }

            if (!listener.Watches(id) && time.GetElapsedTime(job.TouchedAt) >= limit)
            {
                Release(job);
            }
            else if (!job.Current.IsFinal())
            {
                elsewhere.Add(id);
            }
        }

        return elsewhere;
    }

    /// <summary>Lets go of a job, unless an attempt has it. A late answer about a queued job must not take the running one away from those who poll.</summary>
    private void Release(LiveJob job)
    {
        if (job.TryRetire() && _jobs.TryRemove(new(job.Id, job)) && listener.Watches(job.Id))
        {
            // Somebody joined in this moment and has read what was just let go of.
            Keep(job.Current);
        }
    }

    private void Announce(LiveJob job)
    {
        job.IsUrgent = true;
        if (job.IsRemoved || job.Current.IsFinal())
        {
            listener.Changed(job);
        }
        else
        {
            listener.Moved(job);
        }
    }
}
