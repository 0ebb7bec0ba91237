namespace ProgressHub.Storage;

/// <summary>Jobs that other nodes have changed.</summary>
/// <param name="Ids">The jobs, each once.</param>
/// <param name="Next">Where the next reading goes on.</param>
internal sealed record JobChanges(IReadOnlyList<JobId> Ids, JobChangesCursor Next);
