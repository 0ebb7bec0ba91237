namespace ProgressHub;

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="NextCursor">Ask again with it for the next page; absent on the last.</param>
public sealed record JobPage(IReadOnlyList<JobSnapshot> Jobs, string? NextCursor = null);
