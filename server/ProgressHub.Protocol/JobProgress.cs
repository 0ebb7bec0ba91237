namespace ProgressHub;

/// <summary>How far a job is. Members are absent while unknown; nothing is made up.</summary>
public sealed record JobProgress
{
    /// <summary>0 to 1, of the stages if there are any; absent while unknown. It never falls within an attempt, unless the job starts over.</summary>
    public double? Fraction { get; init; }

    /// <summary>Work done, in <see cref="Unit"/>; never negative.</summary>
    public long? Done { get; init; }

    /// <summary>All the work, in <see cref="Unit"/>; at least <see cref="Done"/>.</summary>
    public long? Total { get; init; }

    /// <summary>What is counted: <c>B</c> for bytes, else a plural such as <c>files</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What is being worked on, in one line; up to 1 KiB.</summary>
    public string? Message { get; init; }

    /// <summary>The name of the innermost stage that runs, of several the one begun last.</summary>
    public string? Stage { get; init; }

    /// <summary>The stages that are known, each after the one that it is part of; up to 16.</summary>
    public IReadOnlyList<JobStage>? Stages { get; init; }

    /// <summary>Work per second, smoothed; absent while unknown.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Seconds still to go, estimated at <see cref="JobSnapshot.ReportedAt"/>; absent while unknown.</summary>
    public double? EtaSeconds { get; init; }
}
