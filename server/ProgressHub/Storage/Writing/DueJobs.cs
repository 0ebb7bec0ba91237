namespace ProgressHub.Storage.Writing;

/// <summary>Queues scheduled jobs whose time has come.</summary>
internal static class DueJobs
{
    /// <summary>So many at once; more would keep other callers waiting.</summary>
    public const int Step = 500;

    public static List<JobSnapshot> Promote(WriteSession session)
    {
        List<JobSnapshot> promoted = [];
        foreach (var seq in session.Jobs.Due(session.Now, Step))
        {
            var job = session.Jobs.Read(seq);
            promoted.Add(session.Move(seq, job, job.Promoted()));
            session.ScheduleChanged = true;
        }

        return promoted;
    }
}
