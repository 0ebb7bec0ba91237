using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.External;
using ProgressHub.Sqlite.Kin;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;
using ProgressHub.Storage.Counting;

namespace ProgressHub.Sqlite.Writing;

/// <summary>The writer's connection with its statements, and what the transaction at hand has brought about.</summary>
internal sealed class WriteSession(Connection connection, TimeProvider time, string owner) : IDisposable
{
    private readonly HashSet<string> _queuedKinds = [];
    private readonly HashSet<string> _freedKinds = [];
    private readonly JobTally _tally = new();
    private readonly TallyRows _tallyRows = new(connection);

    public Connection Connection { get; } = connection;

    public JobRows Jobs { get; } = new(connection);

    public Leases Leases { get; } = new(connection);

    public Lanes Lanes { get; } = new(connection);

    public KnownCalls KnownCalls { get; } = new(connection);

    public Kinship Kin { get; } = new(connection);

    public ExternalRows External { get; } = new(connection, time);

    public AttemptRows Attempts { get; } = new(connection);

    public LogRows Logs { get; } = new(connection);

    /// <summary>This process, as its leases name it.</summary>
    public string Owner { get; } = owner;

    /// <summary>The time of the transaction.</summary>
    public DateTimeOffset Now { get; private set; }

    public TimeProvider Time { get; } = time;

    /// <summary>Whether the next due time has to be looked up again.</summary>
    public bool ScheduleChanged { get; set; }

    /// <summary>Jobs that moved because another one did; told to the store's listeners after the commit.</summary>
    public List<JobSnapshot> Consequences { get; } = [];

    public void Begin()
    {
        _queuedKinds.Clear();
        _freedKinds.Clear();
        Consequences.Clear();
        Kin.Begin();
        _tally.Clear();
        Connection.Prepare("BEGIN IMMEDIATE").Run();
        Now = Time.NowInMs();
    }

    public void Commit()
    {
        _tallyRows.Save(_tally, Now);
        Connection.Prepare("COMMIT").Run();
    }

    /// <summary>Notes that a job moved, for those who wait and for whatever is kept beside the jobs. Every change of state in the transaction passes here.</summary>
    public void Moved(in JobMove move)
    {
        _tally.Note(move);
        Attempts.Note(move, Now);
        External.Note(move);
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

    /// <summary>Whether the transaction may have brought something for a claim: a job, or room below the limit of its kind.</summary>
    public bool HasNews(IReadOnlyList<KindDemand> kinds)
    {
        if (_queuedKinds.Count + _freedKinds.Count > 0)
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

    public void Dispose() => Connection.Dispose();
}
