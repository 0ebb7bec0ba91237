namespace ProgressHub.Storage;

/// <summary>A job to store.</summary>
/// <param name="Snapshot">Queued, or scheduled with <see cref="JobSnapshot.DueAt"/>; version 1, attempt 0.</param>
/// <param name="Args">The arguments as JSON.</param>
public sealed record NewJob(JobSnapshot Snapshot, ReadOnlyMemory<byte> Args);
