using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Nodes;

/// <summary>Forgets a node that stops in order.</summary>
internal sealed class NodeRemoval(Guid id) : WriteOperation<bool>
{
    protected override bool Change(WriteSession session)
    {
        NodeRows.Remove(((SqliteSession)session).Connection, id);
        return true;
    }
}
