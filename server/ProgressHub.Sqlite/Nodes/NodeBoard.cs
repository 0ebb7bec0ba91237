using ProgressHub.Storage.Nodes;

namespace ProgressHub.Sqlite.Nodes;

/// <summary>The board of the processes on one file.</summary>
internal sealed class NodeBoard(SqliteJobStore store) : INodeBoard
{
    // A sign of life is a commit on the disk, and whoever shares the file learns of a death by its lock.
    public TimeSpan BeatInterval { get; } = TimeSpan.FromSeconds(10);

    public Task BeatAsync(NodeInfo node, CancellationToken ct) => store.Writer.RunAsync(new BeatOperation(node), ct);

    public Task LeaveAsync(Guid id, CancellationToken ct) => store.Writer.RunAsync(new NodeRemoval(id), ct);

    public Task<NodeList> ListNodesAsync(CancellationToken ct) => ct.IsCancellationRequested
        ? Task.FromCanceled<NodeList>(ct)
        : Task.FromResult(NodeRules.List(store.Now, BeatInterval, store.Readers.Read(NodeRows.List)));
}
