using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Logs;

namespace ProgressHub.Sqlite.Rows;

/// <summary>The statements that write logs. Used within the writer's transaction.</summary>
internal sealed class LogRows(Connection connection)
{
    private readonly Statement _read = connection.Prepare("SELECT last, dropped FROM logs WHERE seq = ?1");

    private readonly Statement _save = connection.Prepare("INSERT OR REPLACE INTO logs VALUES (?1, ?2, ?3)");

    private readonly Statement _insert = connection.Prepare("INSERT INTO log_blocks VALUES (?1, ?2, ?3)");

    private readonly Statement _forget = connection.Prepare("DELETE FROM log_blocks WHERE seq = ?1 AND last <= ?2");

    private readonly Statement _remove = connection.Prepare("DELETE FROM logs WHERE seq = ?1");

    /// <summary>Adds lines to the log of the job in this row, of which the newest <paramref name="keep"/> are kept; answers the number after the last.</summary>
    public long Append(long seq, IReadOnlyList<LogEntry> lines, int keep)
    {
        var (last, dropped) = (0L, 0L);
        if (_read.Bind(1, seq).Step())
        {
            (last, dropped) = (_read.Long(0), _read.Long(1));
            _read.Reset();
        }

        foreach (var block in lines.Chunk(LogBlock.MaxLines))
        {
            last += block.Length;
            _insert.Bind(1, seq).Bind(2, last).BindBlob(3, LogBlock.Write(block)).Run();
        }

        if (last - keep > dropped)
        {
            dropped = last - keep;
            _forget.Bind(1, seq).Bind(2, dropped).Run();
        }

        _save.Bind(1, seq).Bind(2, last).Bind(3, dropped).Run();
        return last + 1;
    }

    /// <summary>Forgets the log of a job. Most have none, and cost one look.</summary>
    public void Remove(long seq)
    {
        _remove.Bind(1, seq).Run();
        if (connection.Changes > 0)
        {
            _forget.Bind(1, seq).Bind(2, long.MaxValue).Run();
        }
    }
}
