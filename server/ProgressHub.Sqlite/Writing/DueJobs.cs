using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Queues scheduled jobs whose time has come.</summary>
internal static class DueJobs
{
    /// <summary>So many at once; more would keep other callers waiting.</summary>
    public const int Step = 500;

    private const string Due = "SELECT seq FROM jobs WHERE state = 0 AND due_at <= ?1 ORDER BY due_at LIMIT ?2";

    public static List<JobSnapshot> Promote(WriteSession session)
    {
        // First all of them, then the changes: an index must not be walked while it changes.
        List<long> due = [];
        var statement = session.Connection.Prepare(Due).Bind(1, session.Now).Bind(2, Step);
        while (statement.Step())
        {
            due.Add(statement.Long(0));
        }

        List<JobSnapshot> promoted = [];
        foreach (var seq in due)
        {
            var job = session.Jobs.Read(seq);
            promoted.Add(session.Move(seq, job, job.Promoted()));
            session.ScheduleChanged = true;
        }

        return promoted;
    }

    public static DateTimeOffset? Next(WriteSession session)
    {
        var statement = session.Connection.Prepare("SELECT due_at FROM jobs WHERE state = 0 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1");
        if (!statement.Step())
        {
            return null;
        }

        var next = statement.Time(0);
        statement.Reset();
        return next;
    }
}
