namespace ProgressHub.Storage.Memory;

/// <summary>Who is next: queued jobs in order per kind, scheduled jobs by due time, and those that run. Not safe for threads by itself.</summary>
internal sealed class JobQueues
{
    private static readonly Comparer<StoredJob> NextFirst = Comparer<StoredJob>.Create((a, b) =>
        a.Snapshot.Priority != b.Snapshot.Priority
            ? b.Snapshot.Priority.CompareTo(a.Snapshot.Priority)
            : a.Seq.CompareTo(b.Seq));

    private static readonly Comparer<(DateTimeOffset DueAt, StoredJob Job)> DueFirst = Comparer<(DateTimeOffset DueAt, StoredJob Job)>.Create((a, b) =>
        a.DueAt != b.DueAt ? a.DueAt.CompareTo(b.DueAt) : a.Job.Seq.CompareTo(b.Job.Seq));

    private readonly Dictionary<string, SortedSet<StoredJob>> _queued = [];
    private readonly SortedSet<(DateTimeOffset DueAt, StoredJob Job)> _scheduled = new(DueFirst);

    public HashSet<StoredJob> Running { get; } = [];

    public DateTimeOffset? NextDueAt => _scheduled.Count == 0 ? null : _scheduled.Min.DueAt;

    public StoredJob? Due(DateTimeOffset now) =>
        _scheduled.Count > 0 && _scheduled.Min.DueAt <= now ? _scheduled.Min.Job : null;

    /// <summary>Puts a job where its state belongs.</summary>
    public void Add(StoredJob job)
    {
        switch (job.Snapshot.State)
        {
            case JobState.Scheduled:
                _scheduled.Add((DueAt(job), job));
                break;
            case JobState.Queued:
                if (!_queued.TryGetValue(job.Snapshot.Kind, out var jobs))
                {
                    _queued[job.Snapshot.Kind] = jobs = new(NextFirst);
                }

                jobs.Add(job);
                break;
            case JobState.Running:
                Running.Add(job);
                break;
        }
    }

    public void Remove(StoredJob job)
    {
        switch (job.Snapshot.State)
        {
            case JobState.Scheduled:
                _scheduled.Remove((DueAt(job), job));
                break;
            case JobState.Queued:
                _queued[job.Snapshot.Kind].Remove(job);
                break;
            case JobState.Running:
                Running.Remove(job);
                break;
        }
    }

    /// <summary>The best job of the kinds that still have room.</summary>
    public StoredJob? Next(IReadOnlyList<KindDemand> kinds, int[] room)
    {
        StoredJob? best = null;
        for (var i = 0; i < kinds.Count; i++)
        {
            if (room[i] > 0 && _queued.TryGetValue(kinds[i].Kind, out var jobs) && jobs.Min is { } first
                && (best is null || NextFirst.Compare(first, best) < 0))
            {
                best = first;
            }
        }

        return best;
    }

    private static DateTimeOffset DueAt(StoredJob job) => job.Snapshot.DueAt ?? job.Snapshot.CreatedAt;
}
