namespace ProgressHub;

/// <summary>The answer to a report: it is stored.</summary>
/// <param name="Version">The job's version with the report in it.</param>
/// <param name="CancelRequested">True once somebody asked the job to stop: do so, and say <c>/canceled</c>.</param>
/// <param name="LeaseSeconds">How long the job may be silent from now on.</param>
public sealed record ReportAnswer(long Version, bool CancelRequested, double LeaseSeconds);
