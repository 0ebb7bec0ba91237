using ProgressHub.Jobs;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>What a store should hold, in the simplest words.</summary>
internal sealed class StoreModel(string kind)
{
    private readonly List<JobSnapshot> _holders = [];

    public string Kind => kind;

    public List<ModelJob> Jobs { get; } = [];

    public void Submit(JobSnapshot job) => Jobs.Add(new ModelJob { Id = job.Id, State = JobState.Queued, Version = 1, MaxAttempts = job.MaxAttempts });

    public ModelJob? Claim()
    {
        var job = Jobs.Find(j => j.State == JobState.Queued);
        job?.NextEpoch(JobState.Running);
        if (job is not null)
        {
            job.Attempt++;
        }

        return job;
    }

    /// <summary>Remembers what a worker believes to hold, for as long as it may still write.</summary>
    public void Hold(JobSnapshot? snapshot)
    {
        if (snapshot is not null)
        {
            _holders.Add(snapshot);
        }
    }

    public JobSnapshot? Holder(int pick) => _holders.Count == 0 ? null : _holders[pick % _holders.Count];

    public ModelJob? Pick(int pick) => Jobs.Count == 0 ? null : Jobs[pick % Jobs.Count];

    public bool Write(JobSnapshot write)
    {
        var job = Jobs.Single(j => j.Id == write.Id);
        if (job.State != JobState.Running || job.Version >> 32 != write.Version >> 32)
        {
            return false;
        }

        if (write.State == JobState.Running)
        {
            job.Version = Math.Max(job.Version, job.CancelRequested ? JobVersion.WithCancel(write.Version) : write.Version);
            return true;
        }

        job.Version = Math.Max(job.Version + 1, write.Version);
        job.State = write.State == JobState.Scheduled && job.CancelRequested ? JobState.Canceled : write.State;
        return true;
    }

    public bool Cancel(ModelJob job)
    {
        if (job.State >= JobState.Succeeded || job.CancelRequested)
        {
            return false;
        }

        job.CancelRequested = true;
        if (job.State == JobState.Running)
        {
            job.Version = JobVersion.WithCancel(job.Version);
        }
        else
        {
            job.State = JobState.Canceled;
            job.Version++;
        }

        return true;
    }

    public bool Retry(ModelJob job)
    {
        if (job.State < JobState.Succeeded)
        {
            return false;
        }

        job.NextEpoch(JobState.Queued);
        job.Attempt = 0;
        job.CancelRequested = false;
        return true;
    }

    /// <summary>Every lease is over, and whatever was scheduled is due.</summary>
    public void TimePasses()
    {
        foreach (var job in Jobs)
        {
            if (job.State == JobState.Scheduled)
            {
                job.State = JobState.Queued;
                job.Version++;
            }
            else if (job.State == JobState.Running)
            {
                job.NextEpoch(job.CancelRequested ? JobState.Canceled : job.Attempt < job.MaxAttempts ? JobState.Queued : JobState.Failed);
            }
        }
    }
}

internal sealed class ModelJob
{
    public required JobId Id { get; init; }

    public required int MaxAttempts { get; init; }

    public JobState State { get; set; }

    public long Version { get; set; }

    public int Attempt { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>The newest version anybody has seen.</summary>
    public long Seen { get; set; }

    public void NextEpoch(JobState state)
    {
        Version = (((Version >> 32) + 1) << 32) + 1;
        State = state;
    }
}
