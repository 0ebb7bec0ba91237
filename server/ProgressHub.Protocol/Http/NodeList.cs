namespace ProgressHub;

/// <summary>The answer to <c>GET /api/nodes</c>.</summary>
/// <param name="AsOf">When this was read, by the clock that <see cref="NodeInfo.BeatAt"/> follows.</param>
/// <param name="Nodes">Those that are there, and for 10 minutes those that went missing; by name.</param>
public sealed record NodeList(DateTimeOffset AsOf, IReadOnlyList<NodeInfo> Nodes);
