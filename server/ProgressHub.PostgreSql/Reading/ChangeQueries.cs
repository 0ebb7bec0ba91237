using ProgressHub.PostgreSql.Nodes;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Reads what other nodes have changed.</summary>
internal static class ChangeQueries
{
    // The clock comes with the rows, and alone where there are none.
    private const string Since = """
        WITH now AS MATERIALIZED (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms)
        SELECT now.ms, c.place, c.at, c.ids FROM now LEFT JOIN progresshub.changes AS c ON c.at > coalesce($1::bigint, now.ms) - $2 AND c.node <> $3 ORDER BY c.at
        """;

    /// <param name="reader">Where to read.</param>
    /// <param name="after">Where the reading before has ended.</param>
    /// <param name="self">The node that reads.</param>
    /// <param name="absences">How often the others may have taken it for gone, known before the reading.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<JobChanges> ReadAsync(Reader reader, JobChangesCursor? after, Guid self, int absences, CancellationToken ct)
    {
        var read = await reader.ListAsync(Since, row => (Now: row.GetInt64(0), Place: row.IsDBNull(1) ? default(long?) : row.GetInt64(1), At: row.IsDBNull(2) ? 0 : row.GetInt64(2),
            Ids: row.IsDBNull(3) ? [] : row.GetFieldValue<Guid[]>(3)), ct, after?.At, ChangeTimes.Overlap, self);
        var now = read[0].Now;
        var rows = read.FindAll(row => row.Place is not null);
        var missed = after is not null && (after.Absences != absences || now - after.ReadAt > ChangeTimes.Certain);
        var isOver = now >= after?.CompareAt;
        var next = new JobChangesCursor(Math.Max(after?.At ?? now, rows.Count == 0 ? 0 : rows[^1].At), rows.Select(row => row.Place!.Value).ToHashSet())
        {
            ReadAt = now,
            Absences = absences,
            CompareAt = missed ? now + ChangeTimes.Overlap : isOver ? null : after?.CompareAt,
        };
        var news = rows.Where(row => after is null || !after.Known.Contains(row.Place!.Value)).SelectMany(row => row.Ids).Distinct().Select(id => new JobId(id));
        return new JobChanges([.. news], next) { HasGap = missed || isOver };
    }
}
