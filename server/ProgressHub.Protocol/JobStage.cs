namespace ProgressHub;

/// <summary>One named part of a job's work, with its share of the whole.</summary>
public sealed record JobStage
{
    /// <summary>The name given by the job; up to 64 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>The share relative to its siblings; 0.001 to 1,000,000.</summary>
    public required double Weight { get; init; }

    /// <summary>2 or 3 for a part of the nearest stage before it that is one less deep; absent for a part of the job.</summary>
    public int? Depth { get; init; }

    /// <summary>Whether it waits, runs or is completed.</summary>
    public StageState State { get; init; }

    /// <summary>0 to 1; absent while unknown.</summary>
    public double? Fraction { get; init; }

    /// <summary>Work done, in <see cref="Unit"/>; never negative.</summary>
    public long? Done { get; init; }

    /// <summary>All its work, in <see cref="Unit"/>; at least <see cref="Done"/>.</summary>
    public long? Total { get; init; }

    /// <summary>What is counted: <c>B</c> for bytes, else a plural such as <c>files</c>.</summary>
    public string? Unit { get; init; }
}
