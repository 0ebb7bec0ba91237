namespace ProgressHub;

/// <summary>What a report says of one stage. Members that are absent stay as they were.</summary>
public sealed record StageReport
{
    /// <summary>Its name, which no sibling shares; cut at 64 bytes.</summary>
    public string? Name { get; init; }

    /// <summary>Its share relative to its siblings, 0.001 to 1,000,000; 1 by default. Counts when the stage is named first.</summary>
    public double? Weight { get; init; }

    /// <summary>2 or 3 for a part of the nearest stage before it that is one less deep.</summary>
    public int? Depth { get; init; }

    /// <summary>A stage that says how far it is has begun, and one that is completed stays so.</summary>
    public StageState? State { get; init; }

    /// <summary>0 to 1, where <see cref="Total"/> is not known.</summary>
    public double? Fraction { get; init; }

    /// <summary>Work done in this stage, in <see cref="Unit"/>.</summary>
    public double? Done { get; init; }

    /// <summary>All its work, in <see cref="Unit"/>.</summary>
    public double? Total { get; init; }

    /// <summary>What is counted.</summary>
    public string? Unit { get; init; }
}
