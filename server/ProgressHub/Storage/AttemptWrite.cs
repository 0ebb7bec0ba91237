namespace ProgressHub.Storage;

/// <summary>What an attempt has to say; the epoch in the snapshot's version tells which attempt.</summary>
/// <param name="Snapshot">Running (progress), queued or scheduled (given back), or final.</param>
/// <param name="Result">The whole result as JSON, for a job that succeeded with one.</param>
public sealed record AttemptWrite(JobSnapshot Snapshot, ReadOnlyMemory<byte>? Result = null);
