using ProgressHub.Storage;
using ProgressHub.Storage.Logs;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Reads from the logs of jobs.</summary>
internal static class LogQueries
{
    /// <summary>So many blocks are read at a time; most readings want one or two.</summary>
    private const int Step = 8;

    private const string Head = "SELECT logs.seq, last, dropped FROM progresshub.all_jobs AS j JOIN progresshub.logs ON logs.seq = j.seq WHERE j.id = $1";

    private const string Blocks = "SELECT lines, last FROM progresshub.log_blocks WHERE seq = $1 AND last >= $2 ORDER BY last LIMIT $3";

    // Length and blocks as of one commit: what is told to be there is there.
    public static Task<LogLines> ReadAsync(Reader reader, LogSearch search, CancellationToken ct) => reader.SnapshotAsync(async connection =>
    {
        var heads = await Reader.ListAsync(connection, Head, row => (Seq: row.GetInt64(0), Last: row.GetInt64(1), Dropped: row.GetInt64(2)), ct, search.Id.Value);
        if (heads is not [var (seq, last, dropped)])
        {
            return new LogReading(search, 0, 0).ToLines();
        }

        var reading = new LogReading(search, last, dropped);
        for (var from = reading.First; ;)
        {
            var blocks = await Reader.ListAsync(connection, Blocks, row => (Lines: row.GetFieldValue<byte[]>(0), Last: row.GetInt64(1)), ct, seq, from, Step);
            if (!blocks.TrueForAll(block => reading.Add(block.Lines, block.Last)) || blocks.Count < Step)
            {
                return reading.ToLines();
            }

            from = blocks[^1].Last + 1;
        }
    }, ct);
}
