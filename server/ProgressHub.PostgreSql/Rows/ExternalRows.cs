using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements about what is kept of the reports on jobs that run elsewhere.</summary>
internal sealed class ExternalRows(Connection connection, LeaseClock clock) : IExternalRows
{
    public const string Select = "SELECT lease, on_lost, token, stale_tokens, seq, last_report FROM progresshub.external_jobs WHERE id = $1";

    private const string InsertOne = $"INSERT INTO progresshub.external_jobs (id, lease, on_lost, ends_at) VALUES ($2, $3, $4, {LeaseClock.Now} + $3)";

    private const string SaveOne = $"""
        UPDATE progresshub.external_jobs SET token = $3, stale_tokens = $4, seq = $5, last_report = $6, ends_at = {LeaseClock.Now} + $7 WHERE id = $2
        """;

    private const string Over = $"SELECT id FROM progresshub.external_jobs WHERE ends_at <= {LeaseClock.Now} ORDER BY ends_at LIMIT $2";

    public void Insert(JobId id, ExternalTerms terms)
    {
        connection.Prepare(InsertOne).Bind(1, clock.Given).Bind(2, id).Bind(3, LeaseClock.Length(terms.Lease)).Bind(4, (long)terms.OnLost).Run();
        connection.Prepare("UPDATE progresshub.jobs SET turn = 0 WHERE id = $1").Bind(1, id).Run();
    }

    public ExternalJob? Read(JobSnapshot job)
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

        var known = Read(row.Row, job);
        row.Reset();
        return known;
    }

    public static ExternalJob Read(NpgsqlDataReader row, JobSnapshot job) =>
        new(job, new ExternalTerms(TimeSpan.FromMilliseconds(row.GetInt64(0)), (LostPolicy)row.GetInt16(1)))
        {
            Token = row.GetFieldValue<byte[]>(2),
            StaleTokens = row.GetFieldValue<byte[]>(3),
            Seq = row.GetInt64(4),
            LastReport = row.GetFieldValue<byte[]>(5),
        };

    public void Save(ExternalJob job) => connection.Prepare(SaveOne).Bind(1, clock.Given).Bind(2, job.Snapshot.Id).Bind(3, job.Token.ToArray())
        .Bind(4, job.StaleTokens.ToArray()).Bind(5, job.Seq).Bind(6, job.LastReport.ToArray()).Bind(7, LeaseClock.Length(job.Terms.Lease)).Run();

    // Nothing plus a length is nothing.
    public void SetLease(JobId id, TimeSpan? lease) =>
        connection.Prepare($"UPDATE progresshub.external_jobs SET ends_at = {LeaseClock.Now} + $3 WHERE id = $2")
            .Bind(1, clock.Given).Bind(2, id).Bind(3, lease is { } length ? LeaseClock.Length(length) : null).Run();

    public void RenewAll() => connection.Prepare($"UPDATE progresshub.external_jobs SET ends_at = {LeaseClock.Now} + lease WHERE ends_at IS NOT NULL").Bind(1, clock.Given).Run();

    public List<JobId> Silent(int max) => connection.Prepare(Over).Bind(1, clock.Given).Bind(2, max).Ids();

    public void Remove(JobId id) => connection.Prepare("DELETE FROM progresshub.external_jobs WHERE id = $1").Bind(1, id).Run();
}
