namespace ProgressHub.Sqlite.Database;

/// <summary>The step that brings numbers beside the jobs.</summary>
internal static class StatsSchema
{
    /// <summary>
    /// The empty group stands for the whole store. Minutes count from 1970 in UTC; durations are milliseconds, the oldest first.
    /// Of jobs that are there already the newest hour of ends is counted.
    /// </summary>
    public const string Step = """
        CREATE TABLE job_counts (
            group_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            scheduled INTEGER NOT NULL,
            queued INTEGER NOT NULL,
            running INTEGER NOT NULL,
            succeeded INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            canceled INTEGER NOT NULL,
            PRIMARY KEY (group_name, kind)
        ) WITHOUT ROWID;

        CREATE TABLE ended_minutes (
            minute INTEGER NOT NULL,
            group_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            succeeded INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            canceled INTEGER NOT NULL,
            PRIMARY KEY (minute, group_name, kind)
        ) WITHOUT ROWID;

        CREATE TABLE recent_durations (
            kind TEXT PRIMARY KEY,
            durations TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TEMP VIEW counted AS
            SELECT '' AS group_name, kind, state, finalized_at FROM jobs
            UNION ALL
            SELECT job_groups.name, jobs.kind, jobs.state, jobs.finalized_at FROM job_groups JOIN jobs ON jobs.seq = job_groups.seq;

        INSERT INTO job_counts
        SELECT group_name, kind, sum(state = 0), sum(state = 1), sum(state = 2), sum(state = 3), sum(state = 4), sum(state = 5)
        FROM counted GROUP BY group_name, kind;

        INSERT INTO ended_minutes
        SELECT finalized_at / 60000, group_name, kind, sum(state = 3), sum(state = 4), sum(state = 5)
        FROM counted WHERE finalized_at / 60000 > (SELECT max(finalized_at) FROM jobs) / 60000 - 60
        GROUP BY finalized_at / 60000, group_name, kind;

        INSERT INTO recent_durations
        SELECT kind, group_concat(duration) FROM (
            SELECT kind, max(0, finalized_at - started_at) AS duration, finalized_at,
                row_number() OVER (PARTITION BY kind ORDER BY finalized_at DESC) AS place
            FROM jobs WHERE state = 3 AND started_at IS NOT NULL ORDER BY kind, finalized_at
        ) WHERE place <= 20 GROUP BY kind;

        DROP VIEW counted;
        """;
}
