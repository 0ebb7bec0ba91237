namespace ProgressHub.Storage.Memory;

/// <summary>One job in memory, with what only the store knows of it.</summary>
internal sealed class StoredJob(long seq, JobSnapshot snapshot, ReadOnlyMemory<byte> args)
{
    public long Seq { get; } = seq;

    public JobSnapshot Snapshot { get; set; } = snapshot;

    public ReadOnlyMemory<byte> Args { get; } = args;

    public ReadOnlyMemory<byte>? Result { get; set; }

    /// <summary>On the clock's monotonic scale, so that no jump of the wall clock moves a lease.</summary>
    public long LeaseEndsAt { get; set; }

    public bool Removed { get; set; }
}
