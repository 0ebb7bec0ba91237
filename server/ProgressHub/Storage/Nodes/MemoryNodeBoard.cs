using System.Collections.Concurrent;

namespace ProgressHub.Storage.Nodes;

/// <summary>The board of a store that only this process sees: it has the one node.</summary>
internal sealed class MemoryNodeBoard(TimeProvider time) : INodeBoard
{
    private readonly ConcurrentDictionary<Guid, NodeInfo> _nodes = new();

    public TimeSpan BeatInterval { get; } = TimeSpan.FromSeconds(2);

    public Task BeatAsync(NodeInfo node, CancellationToken ct)
    {
        _nodes[node.Id] = node with { BeatAt = time.NowInMs() };
        return Task.CompletedTask;
    }

    public Task LeaveAsync(Guid id, CancellationToken ct)
    {
        _nodes.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public Task<NodeList> ListNodesAsync(CancellationToken ct) => Task.FromResult(NodeRules.List(time.NowInMs(), BeatInterval, _nodes.Values));
}
