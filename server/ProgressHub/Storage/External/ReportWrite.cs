namespace ProgressHub.Storage;

/// <summary>What a reporter has to say, worked out into what is to be stored.</summary>
/// <param name="Snapshot">The job with the report in it: running, scheduled (the attempt failed and there is another one) or final. The same version as <paramref name="BasedOn"/> where the report says nothing new.</param>
/// <param name="BasedOn">The version it was worked out from.</param>
public sealed record ReportWrite(JobSnapshot Snapshot, long BasedOn)
{
    /// <summary>The SHA-256 of the token it came with.</summary>
    public required ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>The reporter's number, which grows; null for a sign of life, and for an end that came without one.</summary>
    public long? Seq { get; init; }

    /// <summary>The SHA-256 of what was said; empty for a mere sign of life.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Lines for the job's log, stored with the report or not at all.</summary>
    public IReadOnlyList<LogEntry> Lines { get; init; } = [];

    /// <summary>How many lines of its log are kept.</summary>
    public int KeepLines { get; init; }

    /// <summary>The whole result as JSON, for a job that succeeded with one.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }
}
