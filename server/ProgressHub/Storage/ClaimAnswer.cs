namespace ProgressHub.Storage;

/// <summary>What a claim has brought.</summary>
/// <param name="Jobs">The claimed jobs.</param>
/// <param name="Promoted">Scheduled jobs that became due on the way and are queued now.</param>
public sealed record ClaimAnswer(IReadOnlyList<ClaimedJob> Jobs, IReadOnlyList<JobSnapshot> Promoted)
{
    /// <summary>Nothing to do.</summary>
    public static ClaimAnswer Empty { get; } = new([], []);
}

/// <summary>A job that is this node's to run.</summary>
/// <param name="Snapshot">Running, with the new epoch, attempt and start.</param>
/// <param name="Args">The arguments as JSON.</param>
public sealed record ClaimedJob(JobSnapshot Snapshot, ReadOnlyMemory<byte> Args)
{
    /// <summary>Where an attempt before this one has come to, as JSON; null if none has said.</summary>
    public ReadOnlyMemory<byte>? Checkpoint { get; init; }

    /// <summary>How long the attempt may take; null where the kind's setting counts.</summary>
    public TimeSpan? Timeout { get; init; }
}
