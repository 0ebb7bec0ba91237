namespace ProgressHub.Sqlite.Database;

/// <summary>The step that brings the attempts that jobs leave behind.</summary>
internal static class HistoryStep
{
    /// <summary>Outcomes are the numbers of <see cref="AttemptOutcome"/>. By the job's id, so that all of a job's stand together and go together.</summary>
    public const string Step = """
        CREATE TABLE attempts (
            id BLOB NOT NULL,
            epoch INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            node TEXT,
            error TEXT,
            progress TEXT,
            PRIMARY KEY (id, epoch)
        ) WITHOUT ROWID;
        """;
}
