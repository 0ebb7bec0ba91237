namespace ProgressHub.Storage;

/// <summary>How a job stands after a report.</summary>
/// <param name="Outcome">What became of the report.</param>
/// <param name="Snapshot">The stored snapshot; null if there is no such external job.</param>
public sealed record ReportResult(ReportOutcome Outcome, JobSnapshot? Snapshot)
{
    /// <summary>The number that the job's next log line will have, where lines came with the report.</summary>
    public long NextLine { get; init; }

    internal static ReportResult Unknown { get; } = new(ReportOutcome.Unknown, null);
}
