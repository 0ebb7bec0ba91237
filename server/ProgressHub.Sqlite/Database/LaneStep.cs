namespace ProgressHub.Sqlite.Database;

/// <summary>The step that brings limits per kind and per key.</summary>
internal static class LaneStep
{
    /// <summary>
    /// Of a job with a concurrency key <c>turn</c> is its place among the ready jobs, or 0 while it is held; of any other job it is null and the place is that of its arrival.
    /// Only ready jobs stand in the index that claims walk along. All else about keys stands apart, so that jobs without one do not carry it through each change.
    /// A lease names its kind where the kind has a limit.
    /// </summary>
    public const string Sql = """
        ALTER TABLE store ADD COLUMN last_turn INTEGER NOT NULL DEFAULT 0;

        ALTER TABLE jobs ADD COLUMN turn INTEGER;
        DROP INDEX jobs_queued;
        CREATE INDEX jobs_ready ON jobs (kind, priority DESC, ifnull(turn, seq << 20)) WHERE state = 1 AND turn IS NOT 0;

        CREATE TABLE lane_limits (
            kind TEXT PRIMARY KEY,
            per_key INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE lanes (
            kind TEXT NOT NULL,
            concurrency_key TEXT NOT NULL,
            running INTEGER NOT NULL,
            ready BLOB,
            ready_priority INTEGER NOT NULL,
            PRIMARY KEY (kind, concurrency_key)
        ) WITHOUT ROWID;

        CREATE TABLE held_jobs (
            kind TEXT NOT NULL,
            concurrency_key TEXT NOT NULL,
            priority INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (kind, concurrency_key, priority DESC, seq)
        ) WITHOUT ROWID;

        ALTER TABLE leases ADD COLUMN kind TEXT;
        CREATE INDEX leases_of_kind ON leases (kind) WHERE kind IS NOT NULL;
        """;
}
