namespace ProgressHub;

/// <summary>How many jobs ended in one minute. A later retry or removal does not take an end back.</summary>
/// <param name="At">When the minute began.</param>
/// <param name="Succeeded">Ends as succeeded.</param>
/// <param name="Failed">Ends as failed.</param>
/// <param name="Canceled">Ends as canceled.</param>
public sealed record MinuteStats(DateTimeOffset At, long Succeeded, long Failed, long Canceled);
