using System.Text;
using System.Text.Json;
using Npgsql;
using ProgressHub.PostgreSql.Reading;
using ProgressHub.Storage.Nodes;

namespace ProgressHub.PostgreSql.Nodes;

/// <summary>The board of the nodes of a cluster.</summary>
internal sealed class NodeBoard(PostgresJobStore store) : INodeBoard
{
    private const string Now = "coalesce($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)";

    private const string Save = $"""
        WITH old AS (DELETE FROM progresshub.nodes WHERE beat_at < {Now} - $2)
        INSERT INTO progresshub.nodes (id, node, beat_at) VALUES ($3, $4, {Now})
        ON CONFLICT (id) DO UPDATE SET node = excluded.node, beat_at = excluded.beat_at
        """;

    private const string All = $"SELECT {Now}, node, beat_at FROM (SELECT) AS one LEFT JOIN progresshub.nodes ON true";

    public TimeSpan BeatInterval { get; } = TimeSpan.FromSeconds(2);

    public Task BeatAsync(NodeInfo node, CancellationToken ct) =>
        RunAsync(Save, ct, Given(), (long)NodeRules.Kept.TotalMilliseconds, node.Id, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(node, ProtocolJson.TypeOf<NodeInfo>())));

    public Task LeaveAsync(Guid id, CancellationToken ct) => RunAsync("DELETE FROM progresshub.nodes WHERE id = $1", ct, id);

    public async Task<NodeList> ListNodesAsync(CancellationToken ct)
    {
        var rows = await store.Reader.ListAsync(All, Read, ct, Given());
        return NodeRules.List(DateTimeOffset.FromUnixTimeMilliseconds(rows[0].Now), BeatInterval, rows.Select(row => row.Node).OfType<NodeInfo>());
    }

    private static (long Now, NodeInfo? Node) Read(NpgsqlDataReader row) => (row.GetInt64(0), row.IsDBNull(1) ? null
        : JsonSerializer.Deserialize(row.GetString(1), ProtocolJson.TypeOf<NodeInfo>())! with { BeatAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)) });

    /// <summary>Null where the database's clock counts.</summary>
    private object Given() => store.Time == TimeProvider.System ? DBNull.Value : store.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<List<int>> RunAsync(string statement, CancellationToken ct, params object?[] values) => store.Reader.ListAsync(statement, row => row.FieldCount, ct, values);
}
