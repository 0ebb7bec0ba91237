using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>The statements that write logs. Used within the writer's transaction.</summary>
internal sealed class LogRows(Connection connection) : ILogRows
{
    private readonly Statement _read = connection.Prepare("SELECT last, dropped FROM logs WHERE seq = ?1");

    private readonly Statement _save = connection.Prepare("INSERT OR REPLACE INTO logs VALUES (?1, ?2, ?3)");

    private readonly Statement _insert = connection.Prepare("INSERT INTO log_blocks VALUES (?1, ?2, ?3)");

    private readonly Statement _forget = connection.Prepare("DELETE FROM log_blocks WHERE seq = ?1 AND last <= ?2");

    private readonly Statement _remove = connection.Prepare("DELETE FROM logs WHERE seq = ?1");

    public (long Last, long Dropped) Read(long seq)
    {
        if (!_read.Bind(1, seq).Step())
        {
            return default;
        }

        var read = (_read.Long(0), _read.Long(1));
        _read.Reset();
        return read;
    }

    public void Save(long seq, long last, long dropped) => _save.Bind(1, seq).Bind(2, last).Bind(3, dropped).Run();

    public void Insert(long seq, long last, byte[] block) => _insert.Bind(1, seq).Bind(2, last).BindBlob(3, block).Run();

    public void Forget(long seq, long until) => _forget.Bind(1, seq).Bind(2, until).Run();

    public void Remove(long seq)
    {
        _remove.Bind(1, seq).Run();
        if (connection.Changes > 0)
        {
            Forget(seq, long.MaxValue);
        }
    }
}
