using System.Text.Json;
using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Nodes;

/// <summary>The statements that read and write signs of life.</summary>
internal static class NodeRows
{
    public static List<NodeInfo> List(Connection connection)
    {
        List<NodeInfo> all = [];
        var row = connection.Prepare("SELECT node, beat_at FROM nodes");
        while (row.Step())
        {
            all.Add(JsonSerializer.Deserialize(row.Bytes(0), ProtocolJson.TypeOf<NodeInfo>())! with { BeatAt = row.Time(1) });
        }

        return all;
    }

    public static void Save(Connection connection, Guid id, DateTimeOffset now, byte[] node) =>
        connection.Prepare("INSERT INTO nodes VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at, node = excluded.node")
            .BindBlob(1, id.ToByteArray()).Bind(2, now).BindText(3, node).Run();

    public static void Remove(Connection connection, Guid id) =>
        connection.Prepare("DELETE FROM nodes WHERE id = ?1").BindBlob(1, id.ToByteArray()).Run();

    public static void RemoveBefore(Connection connection, DateTimeOffset before) =>
        connection.Prepare("DELETE FROM nodes WHERE beat_at < ?1").Bind(1, before).Run();
}
