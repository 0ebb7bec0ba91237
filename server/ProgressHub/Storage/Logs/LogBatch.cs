namespace ProgressHub.Storage;

/// <summary>What one attempt has logged since its last batch.</summary>
/// <param name="Attempt">The attempt; its epoch tells whether it still holds its job.</param>
/// <param name="Lines">The lines, the oldest first.</param>
public sealed record LogBatch(AttemptKey Attempt, IReadOnlyList<LogEntry> Lines);
