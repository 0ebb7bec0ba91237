namespace ProgressHub.Storage;

/// <summary>What an attempt has to say; the epoch in the snapshot's version tells which attempt.</summary>
/// <param name="Snapshot">Running (progress), queued or scheduled (given back), or final.</param>
/// <param name="Result">The whole result as JSON, for a job that succeeded with one.</param>
public sealed record AttemptWrite(JobSnapshot Snapshot, ReadOnlyMemory<byte>? Result = null)
{
    /// <summary>Where the attempt has come to, as JSON; empty to forget it, null to leave it as it is. Kept whenever the write is not refused, also where it tells no newer version.</summary>
    public ReadOnlyMemory<byte>? Checkpoint { get; init; }

    /// <summary>For a write that sends the job back as scheduled: the next attempt begins in the same commit, on the same node and under a lease of this length, instead of being claimed. Where a cancel was requested none begins.</summary>
    public TimeSpan? Again { get; init; }
}
