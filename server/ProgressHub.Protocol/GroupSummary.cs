namespace ProgressHub;

/// <summary>The roll-up of a group: one small message, whatever the number of its jobs.</summary>
public sealed record GroupSummary
{
    /// <summary>The group.</summary>
    public required GroupName Name { get; init; }

    /// <summary>How many jobs it has.</summary>
    public required long Total { get; init; }

    /// <summary>Jobs by state; states without a job are absent.</summary>
    public required IReadOnlyDictionary<string, long> ByState { get; init; }

    /// <summary>0 to 1 over all jobs: weighted by their totals where units agree, else each job alike; absent for an empty group.</summary>
    public double? Fraction { get; init; }

    /// <summary>Work done, where all known units agree.</summary>
    public long? Done { get; init; }

    /// <summary>All the work known so far, where all known units agree.</summary>
    public long? WorkTotal { get; init; }

    /// <summary>The unit all jobs share, if they do.</summary>
    public string? Unit { get; init; }

    /// <summary>Work per second in <see cref="Unit"/>, else jobs per second; absent while unknown.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Seconds still to go for the whole group; absent while unknown.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>When this was worked out.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
