using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Counting;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Reads the numbers that are kept beside the jobs.</summary>
internal static class StatsQueries
{
    private const string Kinds = """
        SELECT job_counts.kind, scheduled, queued, running, succeeded, failed, canceled, durations
        FROM job_counts LEFT JOIN recent_durations ON recent_durations.kind = job_counts.kind
        WHERE group_name = ?1 AND (?2 IS NULL OR job_counts.kind = ?2)
        """;

    private const string KindsWithoutJobs = """
        SELECT kind, durations FROM recent_durations
        WHERE (?1 IS NULL OR kind = ?1) AND NOT EXISTS (SELECT 1 FROM job_counts WHERE group_name = '' AND job_counts.kind = recent_durations.kind)
        """;

    // From minute to minute, so that the groups of others are not read.
    private const string Minutes = """
        WITH RECURSIVE minutes (minute) AS (SELECT ?1 UNION ALL SELECT minute + 1 FROM minutes WHERE minute < ?2)
        SELECT minutes.minute, succeeded, failed, canceled
        FROM minutes CROSS JOIN ended_minutes ON ended_minutes.minute = minutes.minute AND group_name = ?3
        WHERE ?4 IS NULL OR kind = ?4
        """;

    public static JobStats Read(Connection connection, StatsScope scope, DateTimeOffset now)
    {
        // All of it as of one commit.
        connection.Prepare("BEGIN").Run();
        var sum = new StatsSum(now);
        var counted = ReadKinds(connection, scope);
        var oldest = OldestQueries.Read(connection, scope.Group, counted.ConvertAll(kind => (kind.Kind, kind.Counts)));
        foreach (var (kind, counts, durations) in counted)
        {
            sum.AddKind(kind, counts, durations, oldest.TryGetValue(kind, out var at) ? at : null);
        }

        if (scope.Group is null)
        {
            AddKindsWithoutJobs(connection, scope, sum);
        }

        AddMinutes(connection, scope, sum, now);
        connection.Prepare("COMMIT").Run();
        return sum.ToStats();
    }

    private static List<(string Kind, StateCounts Counts, RecentDurations? Durations)> ReadKinds(Connection connection, StatsScope scope)
    {
        List<(string, StateCounts, RecentDurations?)> kinds = [];
        var row = connection.Prepare(Kinds).Bind(1, Group(scope)).Bind(2, scope.Kind);
        while (row.Step())
        {
            var counts = new StateCounts();
            for (var state = JobState.Scheduled; state <= JobState.Canceled; state++)
            {
                counts[state] = row.Long(1 + (int)state);
            }

            kinds.Add((row.Text(0), counts, row.TextOrNull(7) is { } durations ? RecentDurations.Parse(durations) : null));
        }

        return kinds;
    }

    private static void AddKindsWithoutJobs(Connection connection, StatsScope scope, StatsSum sum)
    {
        var row = connection.Prepare(KindsWithoutJobs).Bind(1, scope.Kind);
        while (row.Step())
        {
            sum.AddKind(row.Text(0), new StateCounts(), RecentDurations.Parse(row.Text(1)), null);
        }
    }

    private static void AddMinutes(Connection connection, StatsScope scope, StatsSum sum, DateTimeOffset now)
    {
        var row = connection.Prepare(Minutes).Bind(1, MinuteKey.Oldest(now)).Bind(2, MinuteKey.Of(now)).Bind(3, Group(scope)).Bind(4, scope.Kind);
        while (row.Step())
        {
            sum.AddMinute(row.Long(0), new EndCounts(row.Long(1), row.Long(2), row.Long(3)));
        }
    }

    private static string Group(StatsScope scope) => scope.Group?.Value ?? CountKey.Everywhere;
}
