namespace ProgressHub.Client.Watching;

/// <summary>The watched jobs and groups, and what becomes of them. Under the table's lock.</summary>
internal sealed class Watched
{
    public Dictionary<JobId, JobSubject> Jobs { get; } = [];

    public Dictionary<GroupName, GroupSubject> Groups { get; } = [];

    /// <summary>Jobs that the hub still pushes though nobody watches them.</summary>
    public HashSet<string> LeftJobs { get; } = [];

    /// <summary>Groups that the hub still pushes though nobody watches them.</summary>
    public HashSet<string> LeftGroups { get; } = [];

    /// <summary>Jobs whose log the hub still pushes though nobody follows it.</summary>
    public HashSet<string> LeftLogs { get; } = [];

    /// <summary>Jobs of groups that may have changed unseen.</summary>
    public HashSet<JobId> Unsure { get; } = [];

    /// <summary>The connection takes no more watches.</summary>
    public bool IsFull { get; set; }

    public IEnumerable<Subject> Subjects => Jobs.Values.Concat<Subject>(Groups.Values);

    public void Offer(JobSnapshot job)
    {
        if (Jobs.TryGetValue(job.Id, out var subject))
        {
            Offer(subject, job);
        }

        foreach (var group in Groups.Values)
        {
            if (group.Has(job))
            {
                group.Offer(job);
            }
        }
    }

    public void Offer(JobSubject subject, JobSnapshot job)
    {
        if (subject.Offer(job))
        {
            subject.End(null);
            Drop(subject);
        }
    }

    /// <summary>A job is not there, or no longer.</summary>
    public void Miss(JobId id)
    {
        foreach (var group in Groups.Values)
        {
            group.Drop(id);
        }

        End(id, Jobs.GetValueOrDefault(id) is { WasSeen: false } ? new JobNotFoundException(id) : new WatchEndedException("removed"));
    }

    /// <summary>The server says that the job was removed.</summary>
    public void Remove(JobId id)
    {
        foreach (var group in Groups.Values)
        {
            group.Remove(id);
        }
    }

    public void End(JobId id, Exception fault)
    {
        if (Jobs.TryGetValue(id, out var subject))
        {
            subject.End(fault);
            Drop(subject);
        }
    }

    public void End(GroupName name, Exception fault)
    {
        if (Groups.TryGetValue(name, out var subject))
        {
            subject.End(fault);
            Drop(subject);
        }
    }

    public void EndAll(Exception fault)
    {
        foreach (var subject in Subjects.ToList())
        {
            subject.End(fault);
            Drop(subject);
        }
    }

    public void Leave(Subject? subject, IWatchListener listener)
    {
        if (subject is not null)
        {
            subject.Leave(listener);
            Drop(subject);
        }
    }

    /// <summary>Takes a subject out that nobody watches; the hub hears of it with the next call.</summary>
    public void Drop(Subject subject)
    {
        if (subject is JobSubject { WantsLog: false, LogJoin: Join.Asked or Join.Joined } followed)
        {
            followed.LogJoin = Join.None;
            LeftLogs.Add(followed.Id.ToString());
        }

        if (subject.IsWatched)
        {
            return;
        }

        var isPushed = subject.Join is Join.Asked or Join.Joined;
        switch (subject)
        {
            case JobSubject job when Jobs.Remove(job.Id) && isPushed:
                LeftJobs.Add(job.Id.ToString());
                break;
            case GroupSubject group when Groups.Remove(group.Name) && isPushed:
                LeftGroups.Add(group.Name.Value);
                break;
        }
    }

    /// <summary>What to poll for: everything, or while the hub pushes only what it does not hold. What is unsure is asked for once.</summary>
    public PollWork TakePollWork(bool everything)
    {
        var jobs = Jobs.Values.Where(job => everything || job.Join is Join.Over).Select(job => new PolledJob(job.Id, job.Known, job.Token)).ToLookup(job => job.Token is null);
        var groups = Groups.Values.Where(group => everything || group.Join is Join.Over).Select(group => (group.Name, group.Moment));
        var unsure = Unsure.Except(Jobs.Keys).Select(id => new PolledJob(id, null, null));
        var work = new PollWork([.. jobs[true], .. unsure], [.. jobs[false]], [.. groups]);
        Unsure.Clear();
        return work;
    }

    public bool NeedsPolls(bool everything) => Unsure.Count > 0 || Subjects.Any(subject => everything || subject.Join is Join.Over);

    /// <summary>The hub knows of nothing.</summary>
    public void AskAgain()
    {
        SetJoin(_ => true, Join.None);
        foreach (var job in Jobs.Values)
        {
            job.LogJoin = Join.None;
        }

        LeftLogs.Clear();
        LeftJobs.Clear();
        LeftGroups.Clear();
        IsFull = false;
    }

    public void SetJoin(Func<Subject, bool> which, Join join)
    {
        foreach (var subject in Subjects.Where(which))
        {
            subject.Join = join;
        }
    }
}
