namespace ProgressHub.Client.Watching;

/// <summary>One watched group. It remembers what it has told of each job, so that no older version follows, and knows which jobs may have changed unseen.</summary>
internal sealed class GroupSubject(GroupName name) : Subject
{
    /// <summary>Past this the oldest jobs are forgotten: a client is no archive of a group.</summary>
    private const int MaxSeen = 10_000;

    private readonly SortedDictionary<JobId, Seen> _seen = [];

    /// <summary>Removed on the server: an answer that was under way may still name them. Ids are never used again.</summary>
    private readonly HashSet<JobId> _removed = [];
    private long _order;

    public GroupName Name => name;

    /// <summary>A moment to compare with: what was seen up to now must be in an answer that is asked for now, or have changed unseen.</summary>
    public long Moment => _order;

    public bool Has(JobSnapshot job) => name == All || job.Groups.Contains(name);

    public static GroupName All { get; } = new("all");

    public override void Add(IWatchListener listener)
    {
        base.Add(listener);
        foreach (var seen in _seen.Values)
        {
            listener.Offer(seen.Job);
        }
    }

    public void Offer(JobSnapshot job)
    {
        if (_removed.Contains(job.Id) || (_seen.TryGetValue(job.Id, out var seen) && job.Version <= seen.Job.Version))
        {
            return;
        }

        _seen[job.Id] = new(job, ++_order);
        if (_seen.Count > MaxSeen)
        {
            _seen.Remove(_seen.Keys.First());
        }

        foreach (var listener in Listeners)
        {
            listener.Offer(job);
        }
    }

    /// <summary>It is not in the group any more, and no answer brings it back.</summary>
    public void Remove(JobId id)
    {
        if (_removed.Count >= MaxSeen)
        {
            _removed.Clear();
        }

        _removed.Add(id);
        Drop(id);
    }

    /// <summary>It is not among what the server tells of the group.</summary>
    public void Drop(JobId id)
    {
        if (_seen.Remove(id))
        {
            foreach (var listener in Listeners)
            {
                listener.Remove(id);
            }
        }
    }

    /// <summary>Takes the newest jobs of the group as the server told them.</summary>
    /// <param name="jobs">The newest first.</param>
    /// <param name="isWhole">Whether the group has no others.</param>
    /// <param name="moment">The moment at which it was asked.</param>
    /// <returns>Jobs that may have changed unseen, to be read one by one.</returns>
    public IReadOnlyList<JobId> Take(IReadOnlyList<JobSnapshot> jobs, bool isWhole, long moment)
    {
        var told = jobs.Select(job => job.Id).ToHashSet();
        var missing = _seen.Where(seen => seen.Value.Order <= moment && !told.Contains(seen.Key)).ToList();
        foreach (var job in jobs)
        {
            Offer(job);
        }

        if (isWhole)
        {
            missing.ForEach(job => Drop(job.Key));
            return [];
        }

        return [.. missing.Where(job => !job.Value.Job.IsFinal()).Select(job => job.Key)];
    }

    public override void Forget()
    {
        _removed.Clear();
        foreach (var id in _seen.Keys.ToList())
        {
            Drop(id);
        }
    }

    private readonly record struct Seen(JobSnapshot Job, long Order);
}
