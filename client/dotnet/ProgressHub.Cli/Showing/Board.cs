namespace ProgressHub.Cli.Showing;

/// <summary>The jobs that are on a screen, in the order they came, and which of them there is room for.</summary>
/// <param name="isGroup">Whether jobs come and go.</param>
internal sealed class Board(bool isGroup)
{
    /// <summary>Of a group's final jobs only so many are kept; the roll-up counts the rest.</summary>
    private const int MostFinal = 200;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<JobId, JobSnapshot> _jobs = [];
    private readonly Queue<JobId> _final = new();

    private readonly OrderedDictionary<GroupName, GroupSummary> _groups = [];

    /// <summary>The roll-ups that stand above the jobs.</summary>
    public IReadOnlyList<GroupSummary> Groups
    {
        get
        {
            lock (_gate)
            {
                return [.. _groups.Values];
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _jobs.Count;
            }
        }
    }

    public void Put(GroupSummary group)
    {
        lock (_gate)
        {
            _groups[group.Name] = group;
        }
    }

    public void Put(JobSnapshot job)
    {
        lock (_gate)
        {
            var wasFinal = _jobs.TryGetValue(job.Id, out var known) && known.IsFinal();
            _jobs[job.Id] = job;
            if (!isGroup || !job.IsFinal() || wasFinal)
            {
                return;
            }

            _final.Enqueue(job.Id);
            if (_final.Count > MostFinal)
            {
                _jobs.Remove(_final.Dequeue());
            }
        }
    }

    /// <summary>The jobs to show: those that run before those that wait before those that are over; of a group that is all over those that did not succeed.</summary>
    /// <param name="room">How many at most.</param>
    /// <param name="hidden">How many there was no room for.</param>
    public IReadOnlyList<JobSnapshot> Choose(int room, out int hidden)
    {
        lock (_gate)
        {
            var wanted = isGroup && room == int.MaxValue ? [.. _jobs.Values.Where(job => job.State is not JobState.Succeeded)] : _jobs.Values.ToList();
            hidden = Math.Max(0, wanted.Count - Math.Max(1, room));
            if (hidden == 0)
            {
                return wanted;
            }

            var chosen = wanted.OrderBy(Rank).ThenByDescending(job => job.FinalizedAt).Take(Math.Max(1, room - 1)).Select(job => job.Id).ToHashSet();
            hidden = wanted.Count - chosen.Count;
            return [.. wanted.Where(job => chosen.Contains(job.Id))];
        }
    }

    private static int Rank(JobSnapshot job) => job.State switch
    {
        JobState.Running => 0,
        JobState.Queued => 1,
        JobState.Scheduled => 2,
        _ => 3,
    };
}
