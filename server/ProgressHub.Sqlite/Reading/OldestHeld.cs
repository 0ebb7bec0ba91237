using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Finds out since when the oldest job that waits for its key is there. It jumps from key to key, as far as a thousand.</summary>
internal static class OldestHeld
{
    private const int MaxKeys = 1000;

    private const string OfReady = """
        SELECT min(jobs.created_at) FROM (SELECT ready FROM lanes WHERE kind = ?1 AND ready IS NOT NULL LIMIT ?2) JOIN jobs ON jobs.id = ready
        """;

    private const string NextKey = "SELECT concurrency_key, priority, seq FROM held_jobs WHERE kind = ?1 AND concurrency_key > ?2 ORDER BY concurrency_key, priority DESC, seq LIMIT 1";

    private const string NextPriority = "SELECT priority, seq FROM held_jobs WHERE kind = ?1 AND concurrency_key = ?2 AND priority < ?3 ORDER BY priority DESC, seq LIMIT 1";

    private const string Created = "SELECT created_at FROM jobs WHERE seq = ?1";

    public static DateTimeOffset? Read(Connection connection, string kind)
    {
        var ready = connection.Prepare(OfReady).Bind(1, kind).Bind(2, MaxKeys);
        var oldest = ready.Step() ? ready.TimeOrNull(0) : null;
        ready.Reset();
        return Seq(connection, kind) is { } seq && CreatedAt(connection, seq) is { } held && !(oldest < held) ? held : oldest;
    }

    /// <summary>The earliest arrival among the first jobs of each priority of each key.</summary>
    private static long? Seq(Connection connection, string kind)
    {
        long? earliest = null;
        var key = "";
        var next = connection.Prepare(NextKey);
        for (var keys = 0; keys < MaxKeys && next.Bind(1, kind).Bind(2, key).Step(); keys++)
        {
            (key, var priority, var seq) = (next.Text(0), next.Long(1), next.Long(2));
            next.Reset();
            earliest = Math.Min(earliest ?? seq, seq);
            var lower = connection.Prepare(NextPriority);
            while (lower.Bind(1, kind).Bind(2, key).Bind(3, priority).Step())
            {
                (priority, seq) = (lower.Long(0), lower.Long(1));
                lower.Reset();
                earliest = Math.Min(earliest.Value, seq);
            }
        }

        return earliest;
    }

    private static DateTimeOffset? CreatedAt(Connection connection, long seq)
    {
        var row = connection.Prepare(Created).Bind(1, seq);
        var at = row.Step() ? row.TimeOrNull(0) : null;
        row.Reset();
        return at;
    }
}
