namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>What a program's output says of its progress. Members that are null were not said.</summary>
internal sealed record Finding
{
    public long? Done { get; init; }

    public long? Total { get; init; }

    public string? Unit { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Fraction { get; init; }

    public string? Message { get; init; }

    public string? Stage { get; init; }
}
