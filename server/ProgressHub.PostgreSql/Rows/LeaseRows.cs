using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>Who runs what, and until when without a renewal. Stands in the row of the job, which an attempt's beginning and end write anyway.</summary>
internal sealed class LeaseRows(Connection connection, LeaseClock clock, Guid owner) : ILeaseRows
{
    private const string TakeOne = $"UPDATE progresshub.jobs SET lease_ends = {LeaseClock.Now} + $2, owner = $3, limited = $4 WHERE id = $5";

    private const string RenewOne = $"UPDATE progresshub.jobs SET lease_ends = {LeaseClock.Now} + $2 WHERE id = $3 AND lease_ends IS NOT NULL";

    // Only a job whose lock can be had now: another one is ending, or its lease is being renewed.
    private const string Over = $"SELECT id FROM progresshub.jobs WHERE state = 2 AND lease_ends <= {LeaseClock.Now} LIMIT $2 FOR UPDATE SKIP LOCKED";

    private const string Held = "SELECT id FROM progresshub.jobs WHERE state = 2 AND owner = $1 AND lease_ends IS NOT NULL LIMIT $2 FOR UPDATE SKIP LOCKED";

    public void Take(JobId id, TimeSpan lease, string? kind = null) => connection.Prepare(TakeOne)
        .Bind(1, clock.Given).Bind(2, LeaseClock.Length(lease)).Bind(3, owner).Bind(4, kind is not null).Bind(5, id).Run();

    public int OfKind(string kind)
    {
        var row = connection.Prepare("SELECT count(*) FROM progresshub.jobs WHERE limited AND kind = $1").Bind(1, kind);
        row.Step();
        var count = row.Int(0);
        row.Reset();
        return count;
    }

    public void Renew(JobId id, TimeSpan lease) => connection.Prepare(RenewOne).Bind(1, clock.Given).Bind(2, LeaseClock.Length(lease)).Bind(3, id).Run();

    // Of a job that has come to its end nothing is left to end.
    public void End(JobId id) => connection.Prepare("UPDATE progresshub.jobs SET lease_ends = NULL, owner = NULL, limited = false WHERE id = $1 AND lease_ends IS NOT NULL").Bind(1, id).Run();

    public List<JobId> Ended(int max) => connection.Prepare(Over).Bind(1, clock.Given).Bind(2, max).Ids();

    public List<JobId> OfOwner(string of, int max) => connection.Prepare(Held).Bind(1, Guid.Parse(of)).Bind(2, max).Ids();
}
