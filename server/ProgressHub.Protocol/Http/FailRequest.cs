namespace ProgressHub;

/// <summary>The body of <c>POST /api/jobs/{id}/fail</c>: the last report of an attempt that failed.</summary>
public sealed record FailRequest : ReportRequest
{
    /// <summary>Why it failed; its message is needed and cut at 4 KiB, its type is <c>failed</c> if absent and cut at 256 bytes.</summary>
    public JobError? Error { get; init; }

    /// <summary>True to begin another attempt with the next report, if the job may take one more.</summary>
    public bool? Retry { get; init; }
}
