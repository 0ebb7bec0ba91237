using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Reads what other nodes have changed.</summary>
internal static class ChangeQueries
{
    /// <summary>A commit may come so much later than the time it has noted, in milliseconds; the readings overlap by as much.</summary>
    private const int Overlap = 5000;

    private const string ClockNow = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private const string Since = "SELECT place, at, ids FROM progresshub.changes WHERE at > $1 AND node <> $2 ORDER BY at";

    public static async Task<JobChanges> ReadAsync(Reader reader, JobChangesCursor? after, Guid self, CancellationToken ct)
    {
        var from = after?.At ?? (await reader.ListAsync(ClockNow, row => row.GetInt64(0), ct))[0];
        var rows = await reader.ListAsync(Since, row => (Place: row.GetInt64(0), At: row.GetInt64(1), Ids: row.GetFieldValue<Guid[]>(2)), ct, from - Overlap, self);
        var next = new JobChangesCursor(Math.Max(from, rows.Count == 0 ? 0 : rows[^1].At), rows.Select(row => row.Place).ToHashSet());
        var news = after is null ? [] : rows.Where(row => !after.Known.Contains(row.Place)).SelectMany(row => row.Ids).Distinct().Select(id => new JobId(id));
        return new JobChanges([.. news], next);
    }
}
