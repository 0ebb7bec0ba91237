using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Counting;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Finds out since when the oldest queued job of each kind is there, by the index that claims use.</summary>
internal static class OldestQueries
{
    /// <summary>No more jobs are looked at for a group: where both it and the queue are larger, its oldest queued job stays unknown.</summary>
    public const int MaxLooked = 10_000;

    // From priority to priority. The first of each is older than any job without a key: it was ready before they came.
    private const string FirstOfNextPriority =
        """
        SELECT priority, created_at FROM jobs INDEXED BY jobs_ready
        WHERE state = 1 AND turn IS NOT 0 AND kind = ?1 AND priority < ?2 ORDER BY priority DESC, ifnull(turn, seq << 20) LIMIT 1
        """;

    private const string OfGroup = """
        SELECT jobs.kind, min(jobs.created_at) FROM job_groups CROSS JOIN jobs ON jobs.seq = job_groups.seq
        WHERE job_groups.name = ?1 AND jobs.state = 1 AND NOT EXISTS (SELECT 1 FROM external_jobs WHERE external_jobs.id = jobs.id) GROUP BY jobs.kind
        """;

    private const string OfKindInGroup = """
        SELECT min(jobs.created_at) FROM jobs CROSS JOIN job_groups ON job_groups.name = ?2 AND job_groups.seq = jobs.seq
        WHERE jobs.state = 1 AND jobs.kind = ?1 AND NOT EXISTS (SELECT 1 FROM external_jobs WHERE external_jobs.id = jobs.id)
        """;

    private const string CountQueued = "SELECT queued FROM job_counts WHERE group_name = '' AND kind = ?1";

    public static Dictionary<string, DateTimeOffset> Read(Connection connection, GroupName? group, List<(string Kind, StateCounts Counts)> kinds)
    {
        if (group is { } name && kinds.Sum(kind => kind.Counts.Total) <= MaxLooked)
        {
            return ReadGroup(connection, name);
        }

        Dictionary<string, DateTimeOffset> oldest = [];
        foreach (var (kind, _) in kinds.Where(kind => kind.Counts[JobState.Queued] > 0))
        {
            var found = group is { } large ? ReadKindInGroup(connection, kind, large) : ReadKind(connection, kind);
            if (found is { } at)
            {
                oldest[kind] = at;
            }
        }

        return oldest;
    }

    private static Dictionary<string, DateTimeOffset> ReadGroup(Connection connection, GroupName group)
    {
        Dictionary<string, DateTimeOffset> oldest = [];
        var row = connection.Prepare(OfGroup).Bind(1, group.Value);
        while (row.Step())
        {
            oldest[row.Text(0)] = row.Time(1);
        }

        return oldest;
    }

    private static DateTimeOffset? ReadKindInGroup(Connection connection, string kind, GroupName group)
    {
        var queued = connection.Prepare(CountQueued).Bind(1, kind);
        var count = queued.Step() ? queued.Long(0) : 0;
        queued.Reset();
        if (count > MaxLooked)
        {
            return null;
        }

        var row = connection.Prepare(OfKindInGroup).Bind(1, kind).Bind(2, group.Value);
        var oldest = row.Step() ? row.TimeOrNull(0) : null;
        row.Reset();
        return oldest;
    }

    private static DateTimeOffset? ReadKind(Connection connection, string kind)
    {
        DateTimeOffset? oldest = null;
        var priority = long.MaxValue;
        var row = connection.Prepare(FirstOfNextPriority);
        while (row.Bind(1, kind).Bind(2, priority).Step())
        {
            priority = row.Long(0);
            oldest = oldest < row.Time(1) ? oldest : row.Time(1);
            row.Reset();
        }

        return OldestHeld.Read(connection, kind) is { } held && !(oldest < held) ? held : oldest;
    }
}
