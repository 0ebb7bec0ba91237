using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>The rows of a database, and what the transaction at hand has brought about in them. A store on a database begins and ends the transactions; the rules are the same in all of them.</summary>
internal abstract class WriteSession(StoreRows rows, TimeProvider time) : IDisposable
{
    private readonly HashSet<string> _queuedKinds = [];
    private readonly HashSet<string> _freedKinds = [];
    private readonly AttemptHistory _history = new(rows.Attempts);

    public IJobRows Jobs { get; } = rows.Jobs;

    public ILeaseRows Leases { get; } = rows.Leases;

    public ILargeData Data { get; } = rows.Data;

    public IExternalRows External { get; } = rows.External;

    public IKeyRows Keys { get; } = rows.Keys;

    public IRecurringRows Recurring { get; } = rows.Recurring;

    public ILogRows Logs { get; } = rows.Logs;

    public Lanes Lanes { get; } = new(rows.Lanes);

    public Kinship Kin { get; } = new(rows.Families, rows.Waits);

    public AttemptHistory Attempts => _history;

    /// <summary>The time of the transaction.</summary>
    public DateTimeOffset Now { get; private set; }

    public TimeProvider Time { get; } = time;

    /// <summary>Whether the next due time has to be looked up again.</summary>
    public bool ScheduleChanged { get; set; }

    /// <summary>Jobs that moved because another one did; told to the store's listeners after the commit.</summary>
    public List<JobSnapshot> Consequences { get; } = [];

    /// <summary>What the moves of the transaction change in the numbers.</summary>
    protected JobTally Tally { get; } = new();

    public virtual void Begin()
    {
        _queuedKinds.Clear();
        _freedKinds.Clear();
        Consequences.Clear();
        Kin.Begin();
        Tally.Clear();
        Now = Time.NowInMs();
    }

    /// <summary>Notes that a job moved, for those who wait and for whatever is kept beside the jobs. Every change of state in the transaction passes here.</summary>
    public void Moved(in JobMove move)
    {
        Tally.Note(move);
        _history.Note(move, Now);
        ExternalLeases.Note(External, move);
        if (move.To == JobState.Queued)
        {
            _queuedKinds.Add(move.Job.Kind);
        }
        else if (move.To == JobState.Scheduled)
        {
            ScheduleChanged = true;
        }

        if (move.From == JobState.Running)
        {
            _freedKinds.Add(move.Job.Kind);
        }

        if (move.Job.ConcurrencyKey is not null && Lanes.Follow(move))
        {
            _queuedKinds.Add(move.Job.Kind);
        }

        Kin.Note(move);
    }

    /// <summary>Whether the transaction may have brought something for any claim.</summary>
    public bool HasAnyNews => _queuedKinds.Count + _freedKinds.Count > 0;

    /// <summary>Whether the transaction may have brought something for a claim: a job, or room below the limit of its kind.</summary>
    public bool HasNews(IReadOnlyList<KindDemand> kinds)
    {
        if (HasAnyNews)
        {
            for (var i = 0; i < kinds.Count; i++)
            {
                if (_queuedKinds.Contains(kinds[i].Kind) || (kinds[i].Limit is not null && _freedKinds.Contains(kinds[i].Kind)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Stores a job that the store itself has moved. Such a job has no result: only success brings one, and only a retry leads out of success.</summary>
    public JobSnapshot Move(long seq, JobSnapshot before, JobSnapshot after)
    {
        Jobs.Save(seq, after, new JobValues(after));
        if (after.State != before.State)
        {
            Moved(new(after, before.State, after.State));
        }

        return after;
    }

    public abstract void Dispose();
}
