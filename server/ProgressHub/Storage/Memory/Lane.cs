namespace ProgressHub.Storage.Memory;

/// <summary>The jobs of one kind and concurrency key that are queued or running.</summary>
internal sealed class Lane
{
    private static readonly Comparer<StoredJob> NextFirst = Comparer<StoredJob>.Create((a, b) =>
        a.Snapshot.Priority != b.Snapshot.Priority
            ? b.Snapshot.Priority.CompareTo(a.Snapshot.Priority)
            : a.Seq.CompareTo(b.Seq));

    public int Running { get; set; }

    /// <summary>The one that may be claimed.</summary>
    public StoredJob? Ready { get; set; }

    /// <summary>Those that wait for it, the best first.</summary>
    public SortedSet<StoredJob> Held { get; } = new(NextFirst);

    public bool IsEmpty => Running == 0 && Ready is null && Held.Count == 0;
}
