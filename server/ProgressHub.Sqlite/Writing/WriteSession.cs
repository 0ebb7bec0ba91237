using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>The writer's connection with its statements, and what the transaction at hand has brought about.</summary>
internal sealed class WriteSession(Connection connection, TimeProvider time, string owner) : IDisposable
{
    private readonly HashSet<string> _queuedKinds = [];

    public Connection Connection { get; } = connection;

    public JobRows Jobs { get; } = new(connection);

    public Leases Leases { get; } = new(connection);

    /// <summary>This process, as its leases name it.</summary>
    public string Owner { get; } = owner;

    /// <summary>The time of the transaction.</summary>
    public DateTimeOffset Now { get; private set; }

    public TimeProvider Time { get; } = time;

    /// <summary>Whether the next due time has to be looked up again.</summary>
    public bool ScheduleChanged { get; set; }

    public void Begin()
    {
        _queuedKinds.Clear();
        Connection.Prepare("BEGIN IMMEDIATE").Run();
        Now = Time.NowInMs();
    }

    public void Commit() => Connection.Prepare("COMMIT").Run();

    /// <summary>Notes that a job came to stand in a state, for those who wait.</summary>
    public void Entered(JobState state, string kind)
    {
        if (state == JobState.Queued)
        {
            _queuedKinds.Add(kind);
        }
        else if (state == JobState.Scheduled)
        {
            ScheduleChanged = true;
        }
    }

    public bool HasQueued(IReadOnlyList<KindDemand> kinds)
    {
        if (_queuedKinds.Count > 0)
        {
            for (var i = 0; i < kinds.Count; i++)
            {
                if (_queuedKinds.Contains(kinds[i].Kind))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Stores a job that the store itself has moved. Such a job has no result: only success brings one, and only a retry leads out of success.</summary>
    public JobSnapshot Move(long seq, JobSnapshot job)
    {
        Jobs.Save(seq, job, new JobValues(job));
        Entered(job.State, job.Kind);
        return job;
    }

    public void Dispose() => Connection.Dispose();
}
