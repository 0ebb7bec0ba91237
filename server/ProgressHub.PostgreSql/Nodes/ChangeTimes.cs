namespace ProgressHub.PostgreSql.Nodes;

/// <summary>How long nodes keep for each other what they have changed, in milliseconds.</summary>
internal static class ChangeTimes
{
    /// <summary>So long each change is kept. A node that has shown no sign of life for as long counts as gone, and nothing is kept for it.</summary>
    public const long Kept = 120_000;

    /// <summary>A commit may come so much later than the time it has noted.</summary>
    public const long Overlap = 5_000;

    /// <summary>Whoever was silent for longer may have missed something.</summary>
    public const long Certain = Kept - Overlap;
}
