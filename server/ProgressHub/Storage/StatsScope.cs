namespace ProgressHub.Storage;

/// <summary>Which jobs to count; all of them by default.</summary>
/// <param name="Kind">Those of one kind.</param>
/// <param name="Group">Those of one group.</param>
public sealed record StatsScope(string? Kind = null, GroupName? Group = null);
