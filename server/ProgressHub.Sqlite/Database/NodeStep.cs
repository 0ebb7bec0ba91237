namespace ProgressHub.Sqlite.Database;

/// <summary>The step of the schema that brought the signs of life of nodes.</summary>
internal static class NodeStep
{
    /// <summary>What a node tells is the JSON of the wire, so that a new member needs no new column.</summary>
    public const string Sql = """
        CREATE TABLE nodes (
            id BLOB PRIMARY KEY,
            beat_at INTEGER NOT NULL,
            node TEXT NOT NULL
        ) WITHOUT ROWID;
        """;
}
