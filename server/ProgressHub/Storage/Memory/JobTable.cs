namespace ProgressHub.Storage.Memory;

/// <summary>All jobs, by id, in order of arrival, and by group. Not safe for threads by itself.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<JobId, StoredJob> _byId = [];
    private readonly List<StoredJob> _bySeq = [];
    private readonly SortedDictionary<string, SortedSet<long>> _groups = new(StringComparer.Ordinal);
    private long _lastSeq;
    private int _removed;

    /// <summary>The number of the newest job.</summary>
    public long LastSeq => _lastSeq;

    public StoredJob? Find(JobId id) => _byId.GetValueOrDefault(id);

    public IEnumerable<string> Groups => _groups.Keys;

    public IEnumerable<StoredJob> InGroup(GroupName? group) =>
        group is not { } name ? _byId.Values : _groups.TryGetValue(name.Value, out var members) ? members.Select(BySeq) : [];

    /// <exception cref="ArgumentException">There is one of them already.</exception>
    public void CheckAreNew(IReadOnlyList<NewJob> jobs)
    {
        var ids = new HashSet<JobId>(jobs.Count);
        foreach (var job in jobs)
        {
            if (_byId.ContainsKey(job.Snapshot.Id) || !ids.Add(job.Snapshot.Id))
            {
                throw new ArgumentException($"There is a job {job.Snapshot.Id} already. Give each new job an id of its own.", nameof(jobs));
            }
        }
    }

    public StoredJob Add(NewJob job)
    {
        // Seen again by a reader, a stored job must not change with the caller's buffer.
        var stored = new StoredJob(++_lastSeq, job.Snapshot, job.Args.ToArray())
        {
            Timeout = job.Timeout,
            ConcurrencyPerKey = job.ConcurrencyPerKey,
            Reports = job.External is { } terms ? new MemoryReports(new(job.Snapshot, terms)) : null,
        };
        _byId.Add(job.Snapshot.Id, stored);
        _bySeq.Add(stored);
        foreach (var group in job.Snapshot.Groups)
        {
            if (!_groups.TryGetValue(group.Value, out var members))
            {
                _groups[group.Value] = members = [];
            }

            members.Add(stored.Seq);
        }

        return stored;
    }

    public void Remove(StoredJob job)
    {
        _byId.Remove(job.Snapshot.Id);
        foreach (var group in job.Snapshot.Groups)
        {
            if (_groups.TryGetValue(group.Value, out var members) && members.Remove(job.Seq) && members.Count == 0)
            {
                _groups.Remove(group.Value);
            }
        }

        job.Removed = true;
        if (++_removed > _bySeq.Count / 2)
        {
            _bySeq.RemoveAll(j => j.Removed);
            _removed = 0;
        }
    }

    /// <summary>Jobs that came before <paramref name="seq"/>, newest first.</summary>
    public IEnumerable<StoredJob> Before(long seq)
    {
        for (var at = IndexOf(seq) - 1; at >= 0; at--)
        {
            if (!_bySeq[at].Removed)
            {
                yield return _bySeq[at];
            }
        }
    }

    /// <summary>Jobs that came after <paramref name="seq"/>, oldest first.</summary>
    public IEnumerable<StoredJob> Following(long seq)
    {
        for (var at = IndexOf(seq + 1); at < _bySeq.Count; at++)
        {
            if (!_bySeq[at].Removed)
            {
                yield return _bySeq[at];
            }
        }
    }

    private StoredJob BySeq(long seq) => _bySeq[IndexOf(seq)];

    private int IndexOf(long seq)
    {
        var (low, high) = (0, _bySeq.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _bySeq[middle].Seq < seq ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
