using ProgressHub.Jobs;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.External;

/// <summary>What is kept of the reports on jobs that run elsewhere. Used within the writer's transaction.</summary>
internal sealed class ExternalRows(Connection connection, TimeProvider time) : IExternalRows
{
    private const string Select = "SELECT lease, on_lost, token, stale_tokens, seq, last_report FROM external_jobs WHERE id = ?1";

    /// <summary>The statement that tells whether there are leases to begin anew.</summary>
    public const string Any = "SELECT EXISTS (SELECT 1 FROM external_jobs WHERE ends_at IS NOT NULL)";

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

    public void Save(ExternalJob job) =>
        connection.Prepare("UPDATE external_jobs SET token = ?2, stale_tokens = ?3, seq = ?4, last_report = ?5, ends_at = ?6 WHERE id = ?1")
            .Bind(1, job.Snapshot.Id).BindBlob(2, job.Token.Span).BindBlob(3, job.StaleTokens.Span).Bind(4, job.Seq).BindBlob(5, job.LastReport.Span)
            .Bind(6, time.MonotonicMs(job.Terms.Lease)).Run();

    public void SetLease(JobId id, TimeSpan? lease) => connection.Prepare("UPDATE external_jobs SET ends_at = ?2 WHERE id = ?1")
        .Bind(1, id).Bind(2, lease is { } length ? time.MonotonicMs(length) : null).Run();

    public void RenewAll() => connection.Prepare("UPDATE external_jobs SET ends_at = ?1 + lease WHERE ends_at IS NOT NULL").Bind(1, time.MonotonicMs()).Run();

    // First all of them, then the changes: an index must not be walked while it changes.
    public List<JobId> Silent(int max) => connection.Prepare("SELECT id FROM external_jobs WHERE ends_at <= ?1 ORDER BY ends_at LIMIT ?2")
        .Bind(1, time.MonotonicMs()).Bind(2, max).Ids();

    public void Remove(JobId id) => connection.Prepare("DELETE FROM external_jobs WHERE id = ?1").Bind(1, id).Run();
}
