namespace ProgressHub.Sqlite.Writing;

/// <summary>Queues scheduled jobs whose time has come.</summary>
internal static class DueJobs
{
    /// <summary>So many at once; more would keep other callers waiting.</summary>
    public const int Step = 500;

    public static List<JobSnapshot> Promote(WriteSession session)
    {
        List<JobSnapshot> promoted = [];
        foreach (var seq in SeqList.Read(session.Connection.Prepare("SELECT seq FROM jobs WHERE state = 0 AND due_at <= ?1 ORDER BY due_at LIMIT ?2")
            .Bind(1, session.Now).Bind(2, Step)))
        {
            promoted.Add(session.Move(seq, Storage.JobTransitions.Promoted(session.Jobs.Read(seq))));
            session.ScheduleChanged = true;
        }

        return promoted;
    }

    public static DateTimeOffset? Next(WriteSession session)
    {
        var statement = session.Connection.Prepare("SELECT due_at FROM jobs WHERE state = 0 ORDER BY due_at LIMIT 1");
        if (!statement.Step())
        {
            return null;
        }

        var next = statement.Time(0);
        statement.Reset();
        return next;
    }
}
