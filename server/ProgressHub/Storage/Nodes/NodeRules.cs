namespace ProgressHub.Storage.Nodes;

/// <summary>Which nodes are listed, and which of them are missing.</summary>
internal static class NodeRules
{
    /// <summary>How long a missing node is listed, and its sign of life kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>So many intervals without a sign of life make a node missing; a busy machine may be late with one or two.</summary>
    private const int PatientIntervals = 4;

    /// <summary>The list as of <paramref name="now"/>, of all signs of life there are.</summary>
    public static NodeList List(DateTimeOffset now, TimeSpan interval, IEnumerable<NodeInfo> all)
    {
        var nodes = all.Where(node => now - node.BeatAt < Kept).Select(node => node with { Missing = now - node.BeatAt > interval * PatientIntervals }).ToList();
        nodes.RemoveAll(gone => gone.Missing && nodes.Exists(node => !node.Missing && Follows(node, gone)));
        return new(now, [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal).ThenBy(node => node.StartedAt)]);
    }

    /// <summary>Whether a node took the place of another: it has its name, and started when that one was silent already.</summary>
    private static bool Follows(NodeInfo node, NodeInfo gone) => node.Name == gone.Name && node.StartedAt > gone.BeatAt;
}
