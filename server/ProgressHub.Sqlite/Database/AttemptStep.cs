namespace ProgressHub.Sqlite.Database;

/// <summary>The step of the schema that brought timeouts, checkpoints (part 2 of the large data) and cancel requests that every node sees.</summary>
internal static class AttemptStep
{
    public const string Sql = """
        ALTER TABLE jobs ADD COLUMN timeout INTEGER;
        CREATE INDEX jobs_canceling ON jobs (id, version) WHERE state = 2 AND cancel_requested = 1;
        """;
}
