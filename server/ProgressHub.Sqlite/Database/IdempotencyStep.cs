namespace ProgressHub.Sqlite.Database;

/// <summary>The step that brings idempotency keys.</summary>
internal static class IdempotencyStep
{
    /// <summary>Hashes of a key and of what was asked under it, and the ids of what it brought, 16 bytes each.</summary>
    public const string Sql = """
        CREATE TABLE idempotency_keys (
            key BLOB PRIMARY KEY,
            body BLOB NOT NULL,
            jobs BLOB NOT NULL,
            ends_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX idempotency_keys_ends ON idempotency_keys (ends_at);
        """;
}
