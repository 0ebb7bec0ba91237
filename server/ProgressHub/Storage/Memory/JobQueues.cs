using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Memory;

/// <summary>Who is next: queued jobs in order per kind, scheduled jobs by due time, and those that an attempt holds. Not safe for threads by itself.</summary>
internal sealed class JobQueues
{
    private static readonly Comparer<StoredJob> NextFirst = Comparer<StoredJob>.Create((a, b) =>
        a.Snapshot.Priority != b.Snapshot.Priority
            ? b.Snapshot.Priority.CompareTo(a.Snapshot.Priority)
            : a.Turn != b.Turn ? a.Turn.CompareTo(b.Turn) : a.Seq.CompareTo(b.Seq));

    private static readonly Comparer<(DateTimeOffset DueAt, StoredJob Job)> DueFirst = Comparer<(DateTimeOffset DueAt, StoredJob Job)>.Create((a, b) =>
        a.DueAt != b.DueAt ? a.DueAt.CompareTo(b.DueAt) : a.Job.Seq.CompareTo(b.Job.Seq));

    private readonly Dictionary<string, SortedSet<StoredJob>> _queued = [];
    private readonly SortedSet<(DateTimeOffset DueAt, StoredJob Job)> _scheduled = new(DueFirst);

    public HashSet<StoredJob> Running { get; } = [];

    public DateTimeOffset? NextDueAt => _scheduled.Count == 0 ? null : _scheduled.Min.DueAt;

    public StoredJob? Due(DateTimeOffset now) =>
        _scheduled.Count > 0 && _scheduled.Min.DueAt <= now ? _scheduled.Min.Job : null;

    /// <summary>Puts a job where its state belongs; a queued one with a concurrency key waits for <see cref="MakeReady"/>.</summary>
    public void Add(StoredJob job)
    {
        switch (job.Snapshot.State)
        {
            // Whoever waits for other jobs is not next, whatever the time.
            case JobState.Scheduled when job.Snapshot.WaitsFor is null:
                _scheduled.Add((DueAt(job), job));
                break;
            // Nobody here runs what runs elsewhere.
            case JobState.Queued or JobState.Running when job.Snapshot.External is true:
                break;
            case JobState.Queued when job.Snapshot.ConcurrencyKey is null:
                MakeReady(job);
                break;
            case JobState.Running when !job.Snapshot.IsWaiting():
                Running.Add(job);
                break;
        }
    }

    /// <summary>Lets a queued job be claimed.</summary>
    public void MakeReady(StoredJob job)
    {
        if (!_queued.TryGetValue(job.Snapshot.Kind, out var jobs))
        {
            _queued[job.Snapshot.Kind] = jobs = new(NextFirst);
        }

        jobs.Add(job);
    }

    public void Remove(StoredJob job)
    {
        switch (job.Snapshot.State)
        {
            case JobState.Scheduled when job.Snapshot.WaitsFor is null:
                _scheduled.Remove((DueAt(job), job));
                break;
            case JobState.Queued:
                Hold(job);
                break;
            case JobState.Running:
                Running.Remove(job);
                break;
        }
    }

    /// <summary>Keeps a queued job from being claimed.</summary>
    public void Hold(StoredJob job) => _queued.GetValueOrDefault(job.Snapshot.Kind)?.Remove(job);

    /// <summary>How many more jobs may be claimed for a demand.</summary>
    public int Room(KindDemand demand) => demand.Limit is { } limit
        ? Math.Min(demand.Max, limit - Running.Count(job => job.Snapshot.Kind == demand.Kind))
        : demand.Max;

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
