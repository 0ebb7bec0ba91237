using System.Text.Json;
using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage.Nodes;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Nodes;

/// <summary>Stores a node's sign of life, and forgets those that are no longer listed.</summary>
internal sealed class BeatOperation(NodeInfo node) : WriteOperation<bool>
{
    private readonly byte[] _node = JsonSerializer.SerializeToUtf8Bytes(node, ProtocolJson.TypeOf<NodeInfo>());

    protected override bool Change(WriteSession session)
    {
        NodeRows.Save(((SqliteSession)session).Connection, node.Id, session.Now, _node);
        NodeRows.RemoveBefore(((SqliteSession)session).Connection, session.Now - NodeRules.Kept);
        return true;
    }
}
