using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Who runs what, and until when without a renewal. Ends are on the monotonic clock, which the processes of one machine share.</summary>
internal sealed class LeaseRows(Connection connection, TimeProvider time, string owner) : ILeaseRows
{
    private readonly Statement _take = connection.Prepare("INSERT OR REPLACE INTO leases (id, owner, ends_at) VALUES (?1, ?2, ?3)");
    private readonly Statement _takeOfKind = connection.Prepare("INSERT OR REPLACE INTO leases (id, owner, ends_at, kind) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _ofKind = connection.Prepare("SELECT count(*) FROM leases INDEXED BY leases_of_kind WHERE kind = ?1");
    private readonly Statement _renew = connection.Prepare("UPDATE leases SET ends_at = ?2 WHERE id = ?1");
    private readonly Statement _end = connection.Prepare("DELETE FROM leases WHERE id = ?1");

    public void Take(JobId id, TimeSpan lease, string? kind = null)
    {
        var take = kind is null ? _take : _takeOfKind.Bind(4, kind);
        take.Bind(1, id).Bind(2, owner).Bind(3, time.MonotonicMs(lease)).Run();
    }

    public int OfKind(string kind)
    {
        _ofKind.Bind(1, kind).Step();
        var count = _ofKind.Int(0);
        _ofKind.Reset();
        return count;
    }

    public void Renew(JobId id, TimeSpan lease) => _renew.Bind(1, id).Bind(2, time.MonotonicMs(lease)).Run();

    public void End(JobId id) => _end.Bind(1, id).Run();

    public List<JobId> Ended(int max) => connection.Prepare("SELECT id FROM leases WHERE ends_at <= ?1 LIMIT ?2").Bind(1, time.MonotonicMs()).Bind(2, max).Ids();

    public List<JobId> OfOwner(string of, int max) => connection.Prepare("SELECT id FROM leases WHERE owner = ?1 LIMIT ?2").Bind(1, of).Bind(2, max).Ids();
}
