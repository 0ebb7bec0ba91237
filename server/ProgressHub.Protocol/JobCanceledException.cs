namespace ProgressHub;

/// <summary>The job that was waited for was canceled. It is no <see cref="OperationCanceledException"/>: that one is the caller's own token.</summary>
/// <param name="job">The final snapshot.</param>
public sealed class JobCanceledException(JobSnapshot job)
    : ProgressHubException("job-canceled", $"The job was canceled. {job.Error?.Message}".TrimEnd())
{
    /// <summary>The final snapshot.</summary>
    public JobSnapshot Job => job;
}
