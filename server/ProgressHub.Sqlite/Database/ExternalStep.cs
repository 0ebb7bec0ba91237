namespace ProgressHub.Sqlite.Database;

/// <summary>The step that brings jobs that run elsewhere.</summary>
internal static class ExternalStep
{
    /// <summary>
    /// Beside the job stand the hash of its report token, those of older ones one after the other, the number and the hash of the last report, and the lease:
    /// its length in milliseconds, and its end on the monotonic clock, or null where nobody is to report. The row of such a job has turn 0, so it stands in no index that claims read.
    /// </summary>
    public const string Sql = """
        CREATE TABLE external_jobs (
            id BLOB PRIMARY KEY,
            lease INTEGER NOT NULL,
            on_lost INTEGER NOT NULL,
            token BLOB,
            stale_tokens BLOB,
            seq INTEGER NOT NULL DEFAULT 0,
            last_report BLOB,
            ends_at INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX external_jobs_ends ON external_jobs (ends_at) WHERE ends_at IS NOT NULL;
        """;
}
