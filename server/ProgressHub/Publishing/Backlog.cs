namespace ProgressHub.Publishing;

/// <summary>What a busy watcher has not been told yet: the newest snapshot of each job, the newest roll-up of each group, and the lines of logs as far as they fit. Not thread safe.</summary>
internal sealed class Backlog
{
    /// <summary>More changed jobs than this are told as one <c>resync</c>.</summary>
    public const int MaxJobs = 1000;

    /// <summary>More messages that cannot be conflated than this end the connection.</summary>
    public const int MaxOthers = 100;

    private readonly Dictionary<JobId, JobSnapshot> _jobs = [];
    private Dictionary<GroupName, GroupSummary>? _groups;
    private LogBacklog? _logs;
    private Queue<Delivery>? _others;
    private bool _resync;

    // The message that says all there is to say of jobs, or of groups: many busy watchers then share its bytes.
    private Delivery? _allJobs;
    private Delivery? _allGroups;

    /// <summary>Keeps what the message means; false if it neither conflates nor fits.</summary>
    public bool TryKeep(Delivery delivery)
    {
        if (delivery.Jobs is { } jobs)
        {
            Keep(jobs);
            _allJobs = jobs.Count == _jobs.Count && jobs.All(job => ReferenceEquals(_jobs[job.Id], job)) ? delivery : null;
        }
        else if (delivery.Groups is { } groups)
        {
            _groups ??= [];
            foreach (var group in groups)
            {
                _groups[group.Name] = group;
            }

            _allGroups = groups.Count == _groups.Count ? delivery : null;
        }
        else if (delivery.Log is { } log)
        {
            (_logs ??= new()).Keep(delivery, log);
        }
        else if ((_others ??= []).Count < MaxOthers)
        {
            _others.Enqueue(delivery);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Takes the next message, the most important first.</summary>
    public bool TryTake(out Delivery delivery)
    {
        if (_resync)
        {
            _resync = false;
            delivery = new Delivery(nameof(IJobHubClient.Resync), [new ResyncReason("too-far-behind")]);
        }
        else if (_others?.TryDequeue(out var other) == true)
        {
            delivery = other;
        }
        else if (_jobs.Count > 0)
        {
            delivery = _allJobs ?? new Delivery(nameof(IJobHubClient.JobsChanged), [_jobs.Values.ToArray()]);
            _jobs.Clear();
        }
        else if (_groups is { Count: > 0 })
        {
            delivery = _allGroups ?? new Delivery(nameof(IJobHubClient.GroupsChanged), [_groups.Values.ToArray()]);
            _groups.Clear();
        }
        else if (_logs?.TryTake() is { } lines)
        {
            delivery = lines;
        }
        else
        {
            delivery = null!;
            return false;
        }

        return true;
    }

    private void Keep(IReadOnlyList<JobSnapshot> jobs)
    {
        if (_resync)
        {
            return;
        }

        foreach (var job in jobs)
        {
            if (!_jobs.TryGetValue(job.Id, out var kept) || kept.Version < job.Version)
            {
                _jobs[job.Id] = job;
            }
        }

        if (_jobs.Count > MaxJobs)
        {
            _jobs.Clear();
            _jobs.TrimExcess();
            _resync = true;
        }
    }
}
