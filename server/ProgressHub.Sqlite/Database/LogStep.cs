namespace ProgressHub.Sqlite.Database;

/// <summary>The step of the schema that brought the logs of jobs.</summary>
internal static class LogStep
{
    /// <summary>Lines stand together in blocks, each by the number of its last line. How long a log is and how much of it is gone stands apart, so that no block is read for it.</summary>
    public const string Sql = """
        CREATE TABLE logs (
            seq INTEGER PRIMARY KEY,
            last INTEGER NOT NULL,
            dropped INTEGER NOT NULL
        );
        CREATE TABLE log_blocks (
            seq INTEGER NOT NULL,
            last INTEGER NOT NULL,
            lines BLOB NOT NULL,
            PRIMARY KEY (seq, last)
        );
        """;
}
