namespace ProgressHub;

/// <summary>One named part of a job's work, with its share of the whole.</summary>
public sealed record JobStage
{
    /// <summary>The name given by the job.</summary>
    public required string Name { get; init; }

    /// <summary>The share relative to its siblings; above 0.</summary>
    public required double Weight { get; init; }

    /// <summary>0 to 1; absent while unknown.</summary>
    public double? Fraction { get; init; }
}
