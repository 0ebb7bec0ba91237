namespace ProgressHub.Storage;

/// <summary>A report token to be stored for an external job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">The SHA-256 of the token; the token itself is never stored.</param>
public sealed record ReportTokenIssue(JobId Id, ReadOnlyMemory<byte> Token);
