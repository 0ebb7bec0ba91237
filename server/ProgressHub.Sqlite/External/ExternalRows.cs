using ProgressHub.Jobs;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.External;

/// <summary>What is kept of the reports on jobs that run elsewhere. Used within the writer's transaction.</summary>
internal sealed class ExternalRows(Connection connection, TimeProvider time)
{
    private const string Select = "SELECT lease, on_lost, token, stale_tokens, seq, last_report FROM external_jobs WHERE id = ?1";

    public void Insert(JobId id, ExternalTerms terms)
    {
        connection.Prepare("INSERT INTO external_jobs (id, lease, on_lost, ends_at) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, id).Bind(2, (long)terms.Lease.TotalMilliseconds).Bind(3, (long)terms.OnLost).Bind(4, time.MonotonicMs(terms.Lease)).Run();
        connection.Prepare("UPDATE jobs SET turn = 0 WHERE id = ?1").Bind(1, id).Run();
    }

    /// <summary>Reads what is kept beside a snapshot; null if the job is not external.</summary>
    public static ExternalJob? Read(Connection connection, JobSnapshot job)
    {
        if (job.External is not true)
        {
            return null;
        }

        var row = connection.Prepare(Select).Bind(1, job.Id);
        if (!row.Step())
        {
            return null;
        }

        var terms = new ExternalTerms(TimeSpan.FromMilliseconds(row.Long(0)), (LostPolicy)row.Int(1));
        var known = new ExternalJob(job, terms) { Token = row.Bytes(2).ToArray(), StaleTokens = row.Bytes(3).ToArray(), Seq = row.Long(4), LastReport = row.Bytes(5).ToArray() };
        row.Reset();
        return known;
    }

    public ExternalJob? Read(JobSnapshot job) => Read(connection, job);

    /// <summary>Writes what has changed, and begins the lease anew.</summary>
    public void Save(ExternalJob job) =>
        connection.Prepare("UPDATE external_jobs SET token = ?2, stale_tokens = ?3, seq = ?4, last_report = ?5, ends_at = ?6 WHERE id = ?1")
            .Bind(1, job.Snapshot.Id).BindBlob(2, job.Token.Span).BindBlob(3, job.StaleTokens.Span).Bind(4, job.Seq).BindBlob(5, job.LastReport.Span)
            .Bind(6, time.MonotonicMs(job.Terms.Lease)).Run();

    /// <summary>Sets the end of a lease; null where nobody is to report.</summary>
    public void SetEnd(JobId id, long? endsAt) => connection.Prepare("UPDATE external_jobs SET ends_at = ?2 WHERE id = ?1").Bind(1, id).Bind(2, endsAt).Run();

    /// <summary>Notes what a job's move means for its lease.</summary>
    public void Note(in JobMove move)
    {
        if (move.Job.External is not true)
        {
            return;
        }

        if (move.To is null)
        {
            connection.Prepare("DELETE FROM external_jobs WHERE id = ?1").Bind(1, move.Job.Id).Run();
        }
        else if (!move.Job.AwaitsReports())
        {
            SetEnd(move.Job.Id, null);
        }
        else if (move.From?.IsFinal() is true && Read(move.Job) is { } final)
        {
            Save(final.Retried());
        }
    }
}
