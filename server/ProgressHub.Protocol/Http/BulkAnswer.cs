namespace ProgressHub;

/// <summary>What a change of many jobs has met.</summary>
/// <param name="Matched">Jobs that fit the filter and that the caller may manage.</param>
/// <param name="Changed">How many of them were changed; the others were so already.</param>
public sealed record BulkAnswer(long Matched, long Changed);
