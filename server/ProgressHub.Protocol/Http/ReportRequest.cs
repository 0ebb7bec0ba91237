namespace ProgressHub;

/// <summary>The body of <c>POST /api/jobs/{id}/report</c>, and what the other reports have in common. Members that are absent stay as they were; an empty body is a sign of life.</summary>
public record ReportRequest
{
    /// <summary>The reporter's own number, from 1, which grows from report to report. Needed as soon as anything is said.</summary>
    public long? Seq { get; init; }

    /// <summary>0 to 1, where neither <see cref="Total"/> nor stages are known.</summary>
    public double? Fraction { get; init; }

    /// <summary>Work done in all, in <see cref="Unit"/>; what stands behind the point is cut off.</summary>
    public double? Done { get; init; }

    /// <summary>All the work, in <see cref="Unit"/>.</summary>
    public double? Total { get; init; }

    /// <summary>What is counted: <c>B</c> for bytes, else a plural such as <c>files</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What is being worked on, in one line; cut at 1 KiB.</summary>
    public string? Message { get; init; }

    /// <summary>The stage that runs from now on; those that ran, and that this report does not list, are completed.</summary>
    public string? Stage { get; init; }

    /// <summary>Stages to declare or to report on, each after the one that it is part of; at most 16 are shown.</summary>
    public IReadOnlyList<StageReport>? Stages { get; init; }

    /// <summary>Counts as they stand, by name; at most 32 are shown.</summary>
    public IReadOnlyDictionary<string, double>? Counters { get; init; }

    /// <summary>Lines for the job's log, the oldest first; at most 1,000.</summary>
    public IReadOnlyList<ReportedLine>? Log { get; init; }
}
