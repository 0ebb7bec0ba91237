using ProgressHub.Storage;

namespace ProgressHub.External;

/// <summary>What a reporter is answered.</summary>
/// <param name="Outcome">What became of the report.</param>
/// <param name="Job">The job as it is stored; null where nothing may be told of it.</param>
internal sealed record TakenReport(ReportOutcome Outcome, ExternalJob? Job)
{
    public static TakenReport Unknown { get; } = new(ReportOutcome.Unknown, null);
}
