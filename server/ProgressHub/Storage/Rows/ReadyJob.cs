using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>A job that may be claimed, with its place in the order of claims.</summary>
internal readonly record struct ReadyJob(int Priority, long Turn, long Seq)
{
    /// <summary>The highest priority first, then the earliest turn.</summary>
    public static Comparer<ReadyJob> Order { get; } = Comparer<ReadyJob>.Create(static (a, b) =>
        a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority)
        : a.Turn != b.Turn ? a.Turn.CompareTo(b.Turn)
        : a.Seq.CompareTo(b.Seq));
}
