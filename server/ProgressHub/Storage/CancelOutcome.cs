namespace ProgressHub.Storage;

/// <summary>How a job stands after a cancel request.</summary>
/// <param name="Snapshot">The stored snapshot. For a running job it shows the request; its version is left to the attempt that owns it.</param>
/// <param name="Changed">False if it was final already or the request was known.</param>
public sealed record CancelOutcome(JobSnapshot Snapshot, bool Changed)
{
    /// <summary>Attempts that shall stop: the job's own and those of its descendants.</summary>
    public IReadOnlyList<AttemptKey> Stopping { get; init; } = [];
}

/// <summary>How a job stands after a retry.</summary>
/// <param name="Snapshot">The stored snapshot.</param>
/// <param name="Changed">False if it was not final, or if another scheduler runs it.</param>
public sealed record RetryOutcome(JobSnapshot Snapshot, bool Changed);
