namespace ProgressHub.External;

/// <summary>How a job stands after a report.</summary>
internal enum ReportKind : byte
{
    GoesOn,
    Completed,
    Failed,
    Canceled,
}
