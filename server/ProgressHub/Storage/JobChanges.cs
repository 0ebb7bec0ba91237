namespace ProgressHub.Storage;

/// <summary>Jobs that other nodes have changed.</summary>
/// <param name="Ids">The jobs, each once.</param>
/// <param name="Next">Where the next reading goes on.</param>
internal sealed record JobChanges(IReadOnlyList<JobId> Ids, JobChangesCursor Next)
{
    /// <summary>Whether there may have been more: this node was silent for longer than changes are kept. Whoever follows them compares what it knows with the store.</summary>
    public bool HasGap { get; init; }
}
