namespace ProgressHub.Sqlite.Database;

/// <summary>The step of the schema that brought recurring jobs.</summary>
internal static class RecurringSchemaStep
{
    /// <summary>The definition is the JSON of the wire, so that a new member needs no new column: there are a thousand at most, and nothing searches in them.</summary>
    public const string Sql = """
        CREATE TABLE recurring (
            name TEXT PRIMARY KEY,
            stamp BLOB NOT NULL,
            definition TEXT NOT NULL
        ) WITHOUT ROWID;
        """;
}
