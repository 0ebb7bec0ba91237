using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Writes down the attempts that jobs leave behind.</summary>
internal sealed class AttemptHistory(IAttemptRows rows)
{
    public void Note(in JobMove move, DateTimeOffset now)
    {
        if (move.To is null)
        {
            rows.Remove(move.Job.Id);
        }
        else if (AttemptRecords.LeftBy(move, now) is { } left)
        {
            rows.Write(move.Job.Id, left);
        }
    }

    /// <summary>Writes down the last attempt of a job that is about to be queued anew.</summary>
    public void KeepLast(JobSnapshot job)
    {
        if (AttemptRecords.OfJob(job, rows.Read(job.Id)) is { } last)
        {
            rows.Write(job.Id, last);
        }
    }
}
