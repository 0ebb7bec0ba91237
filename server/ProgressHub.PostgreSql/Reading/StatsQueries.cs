using Npgsql;
using ProgressHub.Storage;
using ProgressHub.Storage.Counting;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Reads the numbers that are kept beside the jobs, and adds up what the writers have each for themselves.</summary>
internal static class StatsQueries
{
    private const string Kinds = """
        SELECT kind, sum(scheduled)::bigint, sum(queued)::bigint, sum(running)::bigint, sum(succeeded)::bigint, sum(failed)::bigint, sum(canceled)::bigint
        FROM progresshub.job_counts WHERE group_name = $1 AND ($2::text IS NULL OR kind = $2::text) GROUP BY kind
        """;

    private const string Durations = """
        SELECT kind, d.duration FROM progresshub.recent_durations, unnest(durations, ended_at) AS d (duration, ended_at)
        WHERE ($1::text IS NULL OR kind = $1::text) ORDER BY kind, d.ended_at
        """;

    private const string Minutes = """
        SELECT minute, succeeded, failed, canceled FROM progresshub.ended_minutes
        WHERE minute = ANY($1) AND group_name = $2 AND ($3::text IS NULL OR kind = $3::text)
        """;

    public static Task<JobStats> ReadAsync(Reader reader, StatsScope scope, DateTimeOffset now, CancellationToken ct) => reader.SnapshotAsync(async connection =>
    {
        var sum = new StatsSum(now);
        var group = scope.Group?.Value ?? CountKey.Everywhere;
        var counted = (await Reader.ListAsync(connection, Kinds, Count, ct, group, scope.Kind)).FindAll(kind => !kind.Counts.IsZero);
        var durations = await DurationsAsync(connection, scope.Kind, ct);
        var oldest = await OldestQueries.ReadAsync(connection, scope.Group, counted, ct);
        foreach (var (kind, counts) in counted)
        {
            sum.AddKind(kind, counts, durations.GetValueOrDefault(kind), oldest.TryGetValue(kind, out var at) ? at : null);
            durations.Remove(kind);
        }

        foreach (var (kind, recent) in scope.Group is null ? durations : [])
        {
            sum.AddKind(kind, new StateCounts(), recent, null);
        }

        long[] told = [.. Enumerable.Range(0, MinuteKey.Told).Select(minute => MinuteKey.Oldest(now) + minute)];
        foreach (var (minute, ends) in await Reader.ListAsync(connection, Minutes, row => (row.GetInt64(0), new EndCounts(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))), ct, told, group, scope.Kind))
        {
            sum.AddMinute(minute, ends);
        }

        return sum.ToStats();
    }, ct);

    private static (string Kind, StateCounts Counts) Count(NpgsqlDataReader row)
    {
        var counts = new StateCounts();
        for (var state = JobState.Scheduled; state <= JobState.Canceled; state++)
        {
            counts[state] = row.GetInt64(1 + (int)state);
        }

        return (row.GetString(0), counts);
    }

    // Each writer keeps its newest; of all of them the newest count.
    private static async Task<Dictionary<string, RecentDurations>> DurationsAsync(NpgsqlConnection connection, string? kind, CancellationToken ct)
    {
        Dictionary<string, RecentDurations> durations = [];
        foreach (var (of, duration) in await Reader.ListAsync(connection, Durations, row => (row.GetString(0), row.GetInt64(1)), ct, kind))
        {
            if (!durations.TryGetValue(of, out var recent))
            {
                durations[of] = recent = new RecentDurations();
            }

            recent.Add(duration);
        }

        return durations;
    }
}
