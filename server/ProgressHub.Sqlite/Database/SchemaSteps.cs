namespace ProgressHub.Sqlite.Database;

/// <summary>The statements of each step of the schema.</summary>
internal static class SchemaSteps
{
    /// <summary>
    /// Times are whole milliseconds since 1970 in UTC. States are the numbers of <see cref="JobState"/>.
    /// Columns that change seldom but may be long stand last, so that lists do not read past them.
    /// What only a running job has stands in a table of its own: a renewal then rewrites a few bytes and no index.
    /// </summary>
    public const string First = """
        CREATE TABLE store (identity TEXT NOT NULL);
        INSERT INTO store VALUES (lower(hex(randomblob(16))));

        CREATE TABLE jobs (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            state INTEGER NOT NULL,
            version INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            max_attempts INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            cancel_requested INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            due_at INTEGER,
            started_at INTEGER,
            reported_at INTEGER,
            finalized_at INTEGER,
            node TEXT,
            parent BLOB,
            groups TEXT,
            rare TEXT,
            progress TEXT,
            counters TEXT,
            error TEXT,
            result_bytes INTEGER,
            result BLOB,
            args BLOB
        );
        CREATE INDEX jobs_queued ON jobs (kind, priority DESC, seq) WHERE state = 1;
        CREATE INDEX jobs_scheduled ON jobs (due_at) WHERE state = 0;
        CREATE INDEX jobs_failed ON jobs (seq) WHERE state = 4;
        CREATE INDEX jobs_canceled ON jobs (seq) WHERE state = 5;
        CREATE INDEX jobs_of_parent ON jobs (parent, seq) WHERE parent IS NOT NULL;

        CREATE TABLE leases (
            id BLOB PRIMARY KEY,
            owner TEXT NOT NULL,
            ends_at INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE large_data (
            seq INTEGER NOT NULL,
            part INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (seq, part)
        );

        CREATE TABLE job_groups (
            name TEXT NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (name, seq)
        ) WITHOUT ROWID;
        """;
}
