using System.Text.Json;
using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;

namespace ProgressHub.PostgreSql.Nodes;

/// <summary>The board of all nodes on one database, on a connection of its own: a busy store keeps no sign of life waiting.</summary>
internal sealed class NodeBoard(string connectionString, TimeProvider time) : INodeBoard, IAsyncDisposable
{
    // Parameter 1 is the time in tests, and null where the database's clock counts.
    private const string Now = "coalesce($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)";

    private const string Beat = $"""
        WITH now AS MATERIALIZED (SELECT {Now} AS ms), old AS (DELETE FROM progresshub.nodes WHERE beat_at < (SELECT ms FROM now) - $4 AND id <> $2)
        INSERT INTO progresshub.nodes SELECT $2, ms, $3 FROM now ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at, node = excluded.node
        """;

    private const string Leave = "DELETE FROM progresshub.nodes WHERE id = $1";
    private const string List = $"SELECT now.ms, beat_at, node FROM (SELECT {Now} AS ms) AS now LEFT JOIN progresshub.nodes ON true";

    // Its few statements are not worth being prepared, which a pooler may not bear.
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(ConnectionStrings.Of(connectionString).ConnectionString) { MaxPoolSize = 1, MinPoolSize = 0, MaxAutoPrepare = 0 });

    public TimeSpan BeatInterval { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Set where a test brings its own clock.</summary>
    private object Given => time == TimeProvider.System ? DBNull.Value : time.NowInMs().ToUnixTimeMilliseconds();

    public Task BeatAsync(NodeInfo node, CancellationToken ct) => RunAsync(Beat, static (command, ct) => command.ExecuteNonQueryAsync(ct), ct,
        Parameter(Given), new() { Value = node.Id }, new() { Value = JsonSerializer.SerializeToUtf8Bytes(node, ProtocolJson.TypeOf<NodeInfo>()) },
        new() { Value = (long)NodeRules.Kept.TotalMilliseconds });

    public Task LeaveAsync(Guid id, CancellationToken ct) =>
        RunAsync(Leave, static (command, ct) => command.ExecuteNonQueryAsync(ct), ct, new NpgsqlParameter { Value = id });

    public Task<NodeList> ListNodesAsync(CancellationToken ct) => RunAsync(List, ReadAsync, ct, Parameter(Given));

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<NodeList> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var (now, nodes) = (default(DateTimeOffset), new List<NodeInfo>());
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            now = DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(0));
            if (!rows.IsDBNull(1))
            {
                var node = JsonSerializer.Deserialize(rows.GetFieldValue<byte[]>(2), ProtocolJson.TypeOf<NodeInfo>())!;
                nodes.Add(node with { BeatAt = DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)) });
            }
        }

        return NodeRules.List(now, BeatInterval, nodes);
    }

    private async Task<T> RunAsync<T>(string sql, Func<NpgsqlCommand, CancellationToken, Task<T>> run, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        try
        {
            await using var command = _source.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            return await run(command, ct);
        }
        catch (Exception fault) when (Fault.IsOutage(fault))
        {
            throw Fault.ToUnavailable(fault);
        }
    }

    private static NpgsqlParameter Parameter(object value) => new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint };
}
