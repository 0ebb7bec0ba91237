using Npgsql;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage.Counting;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Finds out since when the oldest queued job of each kind is there, by the index that claims use.</summary>
internal static class OldestQueries
{
    /// <summary>No more jobs are looked at for a group: where both it and the queue are larger, its oldest queued job stays unknown.</summary>
    public const int MaxLooked = 10_000;

    // From priority to priority. The first of each is older than any job without a key: it was ready before they came. Of keys, the first of each priority of a thousand.
    private const string OfKind = """
        WITH RECURSIVE firsts AS (
            (SELECT priority, created_at FROM progresshub.jobs WHERE state = 1 AND turn > 0 AND kind = $1 ORDER BY priority DESC, turn LIMIT 1)
            UNION ALL
            SELECT next.* FROM firsts CROSS JOIN LATERAL (
                SELECT priority, created_at FROM progresshub.jobs
                WHERE state = 1 AND turn > 0 AND kind = $1 AND priority < firsts.priority ORDER BY priority DESC, turn LIMIT 1) AS next
        ), held AS (
            SELECT DISTINCT ON (concurrency_key, priority) seq FROM progresshub.held_jobs WHERE kind = $1 ORDER BY concurrency_key, priority DESC, seq LIMIT 1000
        ), ready AS (
            SELECT ready FROM progresshub.lanes WHERE kind = $1 AND ready IS NOT NULL LIMIT 1000
        )
        SELECT least(
            (SELECT min(created_at) FROM firsts),
            (SELECT min(created_at) FROM held JOIN progresshub.jobs USING (seq)),
            (SELECT min(created_at) FROM ready JOIN progresshub.jobs ON id = ready))
        """;

    private const string OfGroup = """
        SELECT j.kind, min(j.created_at) FROM progresshub.job_groups AS g JOIN progresshub.jobs AS j ON j.seq = g.seq
        WHERE g.name = $1 AND j.state = 1 AND j.marks & 16 = 0 GROUP BY j.kind
        """;

    private const string OfKindInGroup = """
        SELECT min(j.created_at) FROM progresshub.jobs AS j JOIN progresshub.job_groups AS g ON g.name = $2 AND g.seq = j.seq
        WHERE j.state = 1 AND j.kind = $1 AND j.marks & 16 = 0
        """;

    private const string CountQueued = "SELECT coalesce(sum(queued), 0)::bigint FROM progresshub.job_counts WHERE group_name = '' AND kind = $1";

    public static async Task<Dictionary<string, DateTimeOffset>> ReadAsync(NpgsqlConnection connection, GroupName? group, List<(string Kind, StateCounts Counts)> kinds, CancellationToken ct)
    {
        if (group is { } name && kinds.Sum(kind => kind.Counts.Total) <= MaxLooked)
        {
            var found = await Reader.ListAsync(connection, OfGroup, row => (Kind: row.GetString(0), At: JobReader.Time(row, 1)!.Value), ct, name.Value);
            return found.ToDictionary(kind => kind.Kind, kind => kind.At);
        }

        Dictionary<string, DateTimeOffset> oldest = [];
        foreach (var (kind, _) in kinds.Where(kind => kind.Counts[JobState.Queued] > 0))
        {
            if (await OldestAsync(connection, kind, group, ct) is { } at)
            {
                oldest[kind] = at;
            }
        }

        return oldest;
    }

    private static async Task<DateTimeOffset?> OldestAsync(NpgsqlConnection connection, string kind, GroupName? group, CancellationToken ct)
    {
        if (group is not { } large)
        {
            return (await Reader.ListAsync(connection, OfKind, row => JobReader.Time(row, 0), ct, kind))[0];
        }

        var queued = await Reader.ListAsync(connection, CountQueued, row => row.GetInt64(0), ct, kind);
        return queued[0] > MaxLooked ? null : (await Reader.ListAsync(connection, OfKindInGroup, row => JobReader.Time(row, 0), ct, kind, large.Value))[0];
    }
}
