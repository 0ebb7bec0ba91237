using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Logs;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Reads from the logs of jobs.</summary>
internal static class LogQueries
{
    public static LogLines Read(Connection connection, LogSearch search)
    {
        // Length and blocks as of one commit: what is told to be there is there.
        connection.Prepare("BEGIN").Run();
        var lines = ReadNow(connection, search);
        connection.Prepare("COMMIT").Run();
        return lines;
    }

    private static LogLines ReadNow(Connection connection, LogSearch search)
    {
        var head = connection.Prepare("SELECT logs.seq, last, dropped FROM jobs JOIN logs ON logs.seq = jobs.seq WHERE id = ?1").Bind(1, search.Id);
        if (!head.Step())
        {
            return new LogReading(search, 0, 0).ToLines();
        }

        var reading = new LogReading(search, head.Long(1), head.Long(2));
        var blocks = connection.Prepare("SELECT lines, last FROM log_blocks WHERE seq = ?1 AND last >= ?2 ORDER BY last").Bind(1, head.Long(0)).Bind(2, reading.First);
        head.Reset();
        while (blocks.Step())
        {
            if (!reading.Add(blocks.Bytes(0), blocks.Long(1)))
            {
                blocks.Reset();
                break;
            }
        }

        return reading.ToLines();
    }
}
