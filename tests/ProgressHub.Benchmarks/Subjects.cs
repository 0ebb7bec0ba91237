namespace ProgressHub.Benchmarks;

/// <summary>What is compared.</summary>
internal static class Subjects
{
    public const string Ours = "ours";

    /// <summary>A plain hub with SignalR's default lifetime manager.</summary>
    public const string Raw = "raw";

    /// <summary>A second baseline, in the tables that have one.</summary>
    public const string Other = "other";

    /// <summary>Baseline first, then ours, again and again: a drift of the machine hits both.</summary>
    public static readonly string[] Interleaved = [Raw, Ours];
}
