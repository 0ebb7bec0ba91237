namespace ProgressHub.Storage.Nodes;

/// <summary>Where the nodes of a store tell each other that they are there.</summary>
/// <remarks>Each method throws <see cref="StoreUnavailableException"/> when the storage cannot take or give data now.</remarks>
internal interface INodeBoard
{
    /// <summary>How often a node gives a sign of life.</summary>
    TimeSpan BeatInterval { get; }

    /// <summary>Takes a node's sign of life, in place of the one before; its time is the store's own.</summary>
    Task BeatAsync(NodeInfo node, CancellationToken ct);

    /// <summary>Forgets a node that stops in order.</summary>
    Task LeaveAsync(Guid id, CancellationToken ct);

    /// <summary>Lists the nodes as <see cref="NodeRules"/> has it.</summary>
    Task<NodeList> ListNodesAsync(CancellationToken ct);
}
