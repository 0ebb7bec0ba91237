using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Who runs what, and until when without a renewal. Ends are on the monotonic clock, which the processes of one machine share.</summary>
internal sealed class Leases(Connection connection)
{
    private readonly Statement _take = connection.Prepare("INSERT OR REPLACE INTO leases (id, owner, ends_at) VALUES (?1, ?2, ?3)");
    private readonly Statement _takeOfKind = connection.Prepare("INSERT OR REPLACE INTO leases (id, owner, ends_at, kind) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _ofKind = connection.Prepare("SELECT count(*) FROM leases INDEXED BY leases_of_kind WHERE kind = ?1");
    private readonly Statement _renew = connection.Prepare("UPDATE leases SET ends_at = ?2 WHERE id = ?1");
    private readonly Statement _end = connection.Prepare("DELETE FROM leases WHERE id = ?1");

    public void Take(JobId id, string owner, long endsAt) => _take.Bind(1, id).Bind(2, owner).Bind(3, endsAt).Run();

    /// <summary>Takes a lease that counts for the limit of its kind.</summary>
    public void Take(JobId id, string owner, long endsAt, string kind) => _takeOfKind.Bind(1, id).Bind(2, owner).Bind(3, endsAt).Bind(4, kind).Run();

    /// <summary>How many leases count for the limit of a kind.</summary>
    public int OfKind(string kind)
    {
        _ofKind.Bind(1, kind).Step();
        var count = _ofKind.Int(0);
        _ofKind.Reset();
        return count;
    }

    public void Renew(JobId id, long endsAt) => _renew.Bind(1, id).Bind(2, endsAt).Run();

    public void End(JobId id) => _end.Bind(1, id).Run();
}
