using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Removes a job with all that belongs to it.</summary>
internal static class JobRemoval
{
    public static JobSnapshot Remove(WriteSession session, long seq)
    {
        var job = session.Jobs.Read(seq);
        foreach (var group in job.Groups)
        {
            session.Connection.Prepare("DELETE FROM job_groups WHERE name = ?1 AND seq = ?2").Bind(1, group.Value).Bind(2, seq).Run();
        }

        session.Connection.Prepare("DELETE FROM large_data WHERE seq = ?1").Bind(1, seq).Run();
        session.Logs.Remove(seq);
        session.Connection.Prepare("DELETE FROM jobs WHERE seq = ?1").Bind(1, seq).Run();
        session.Moved(JobMove.Removed(job));
        return job;
    }
}
