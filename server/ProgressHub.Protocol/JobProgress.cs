namespace ProgressHub;

/// <summary>How far a job is. Members are absent while unknown; nothing is made up.</summary>
public sealed record JobProgress
{
    /// <summary>0 to 1; absent when no total is known.</summary>
    public double? Fraction { get; init; }

    /// <summary>Work done, in <see cref="Unit"/>; never negative.</summary>
    public long? Done { get; init; }

    /// <summary>All the work, in <see cref="Unit"/>; at least <see cref="Done"/>.</summary>
    public long? Total { get; init; }

    /// <summary>What is counted: <c>B</c> for bytes, else a plural such as <c>files</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What is being worked on; up to 1 KiB.</summary>
    public string? Message { get; init; }

    /// <summary>The name of the stage that runs.</summary>
    public string? Stage { get; init; }

    /// <summary>All stages, in order.</summary>
    public IReadOnlyList<JobStage>? Stages { get; init; }

    /// <summary>Work per second, smoothed; absent while unknown.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Seconds still to go, estimated at <see cref="JobSnapshot.ReportedAt"/>; absent while unknown.</summary>
    public double? EtaSeconds { get; init; }
}
