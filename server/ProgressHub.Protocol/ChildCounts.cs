namespace ProgressHub;

/// <summary>How the children of a job stand.</summary>
public sealed record ChildCounts(int Total, int Succeeded, int Failed, int Canceled);
