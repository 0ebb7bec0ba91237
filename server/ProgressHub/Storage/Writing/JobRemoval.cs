namespace ProgressHub.Storage.Writing;

/// <summary>Removes a job with all that belongs to it.</summary>
internal static class JobRemoval
{
    public static JobSnapshot Remove(WriteSession session, long seq)
    {
        var job = session.Jobs.Read(seq);
        session.Logs.Remove(seq);
        session.Jobs.Remove(seq, job);
        session.Moved(JobMove.Removed(job));
        return job;
    }
}
