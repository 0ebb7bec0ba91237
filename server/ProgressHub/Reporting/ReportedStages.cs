namespace ProgressHub.Reporting;

/// <summary>The stages of an attempt at one moment.</summary>
/// <param name="All">Each after the one that it is part of.</param>
/// <param name="Running">The name of the innermost one that runs, of several the one begun last; null if none does.</param>
/// <param name="Fraction">0 to 1 for all together; null while none knows its own.</param>
/// <param name="AreDeclared">Whether the job has said that these are all, so that the whole is known.</param>
internal sealed record ReportedStages(IReadOnlyList<JobStage> All, string? Running, double? Fraction, bool AreDeclared);
