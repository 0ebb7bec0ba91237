namespace ProgressHub;

/// <summary>What a change of many jobs has met.</summary>
/// <param name="Matched">Jobs that fit the filter and that the caller may manage.</param>
/// <param name="Changed">How many of them were changed; the others were so already.</param>
/// <param name="Unchanged">Which ones were not, up to 100 of them; absent where there are none, and when nothing was to be changed.</param>
public sealed record BulkAnswer(long Matched, long Changed, IReadOnlyList<JobId>? Unchanged = null);
