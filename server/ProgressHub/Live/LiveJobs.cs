using System.Collections.Concurrent;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.Live;

/// <summary>The progress store that push and poll both read: the newest snapshot of every job that runs or is watched here.</summary>
internal sealed class LiveJobs(IJobStore store, ILiveListener listener, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, LiveJob> _jobs = new();

    public int Count => _jobs.Count;

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

        job.TryApply(stored);
        job.TouchedAt = time.GetTimestamp();
        Announce(job);
        if (stored.State is not JobState.Running && !listener.Wants(stored))
        {
            _jobs.TryRemove(new(stored.Id, job));
        }
    }

    /// <summary>Takes many.</summary>
    public void Apply(IEnumerable<JobSnapshot> stored)
    {
        foreach (var snapshot in stored)
        {
            Apply(snapshot);
        }
    }

    /// <summary>Begins to show an attempt that runs here.</summary>
    public (LiveJob Job, JobReporter Reporter, JobCounters Counters) Begin(JobSnapshot claimed, TimeSpan? pushInterval)
    {
        var job = _jobs.GetOrAdd(claimed.Id, static (_, first) => new LiveJob(first), claimed);
        var reporter = new JobReporter(() => listener.Changed(job));
        var counters = new JobCounters(reporter);
        job.Begin(claimed, new AttemptProgress(reporter, counters), pushInterval);
        Announce(job);
        return (job, reporter, counters);
    }

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

    /// <summary>Lets go of what nobody needs, and answers the watched jobs that run elsewhere and so must be read again.</summary>
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

            if (listener.Watches(id))
            {
                if (!job.Current.IsFinal())
                {
                    elsewhere.Add(id);
                }
            }
            else if (time.GetElapsedTime(job.TouchedAt) >= limit && _jobs.TryRemove(new(id, job)) && job.RunsHere)
            {
                // A claim came in between; nobody else may stand in the attempt's place.
                _jobs[id] = job;
            }
        }

        return elsewhere;
    }

    private void Announce(LiveJob job)
    {
        job.IsUrgent = true;
        listener.Changed(job);
    }
}
