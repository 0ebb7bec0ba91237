using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements that write logs.</summary>
internal sealed class LogRows(Connection connection) : ILogRows
{
    public (long Last, long Dropped) Read(long seq)
    {
        var row = connection.Prepare("SELECT last, dropped FROM progresshub.logs WHERE seq = $1").Bind(1, seq);
        if (!row.Step())
        {
            return default;
        }

        var read = (row.Long(0), row.Long(1));
        row.Reset();
        return read;
    }

    public void Save(long seq, long last, long dropped) =>
        connection.Prepare("INSERT INTO progresshub.logs VALUES ($1, $2, $3) ON CONFLICT (seq) DO UPDATE SET last = excluded.last, dropped = excluded.dropped")
            .Bind(1, seq).Bind(2, last).Bind(3, dropped).Run();

    public void Insert(long seq, long last, byte[] block) =>
        connection.Prepare("INSERT INTO progresshub.log_blocks VALUES ($1, $2, $3)").Bind(1, seq).Bind(2, last).Bind(3, block).Run();

    public void Forget(long seq, long until) =>
        connection.Prepare("DELETE FROM progresshub.log_blocks WHERE seq = $1 AND last <= $2").Bind(1, seq).Bind(2, until).Run();

    public void Remove(long seq)
    {
        if (connection.Prepare("DELETE FROM progresshub.logs WHERE seq = $1").Bind(1, seq).Run() > 0)
        {
            Forget(seq, long.MaxValue);
        }
    }
}
