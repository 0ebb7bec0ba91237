namespace ProgressHub.Storage.Memory;

/// <summary>One job in memory, with what only the store knows of it.</summary>
internal sealed class StoredJob(long seq, JobSnapshot snapshot, ReadOnlyMemory<byte> args)
{
    public long Seq { get; } = seq;

    public JobSnapshot Snapshot { get; set; } = snapshot;

    public ReadOnlyMemory<byte> Args { get; } = args;

    public ReadOnlyMemory<byte>? Result { get; set; }

    public ReadOnlyMemory<byte>? Checkpoint { get; set; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>How many jobs of its kind with the same concurrency key may run at the same time.</summary>
    public int ConcurrencyPerKey { get; init; } = NewJob.UsualPerKey;

    /// <summary>Its place among the queued jobs of its priority: that of its arrival, until it gets a later one.</summary>
    public long Turn { get; set; } = Turns.OfArrival(seq);

    /// <summary>On the clock's monotonic scale, so that no jump of the wall clock moves a lease.</summary>
    public long LeaseEndsAt { get; set; }

    /// <summary>What is known of its reports; null where it runs here.</summary>
    public MemoryReports? Reports { get; init; }

    public bool Removed { get; set; }

    /// <summary>What ties it to other jobs; null where nothing does.</summary>
    public MemoryKin? Kin { get; set; }
}
