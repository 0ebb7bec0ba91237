namespace ProgressHub.PostgreSql.Database;

/// <summary>The step of the schema that brought the signs of life of nodes.</summary>
internal static class NodeStep
{
    /// <summary>What a node tells is the JSON of the wire, so that a new member needs no new column. A sign of life is no news worth a wait for the disk, but the table is logged: the list outlives a crash.</summary>
    public const string Sql = """
        CREATE TABLE progresshub.nodes (
            id uuid PRIMARY KEY,
            beat_at bigint NOT NULL,
            node bytea NOT NULL
        ) WITH (fillfactor = 50);
        """;
}
