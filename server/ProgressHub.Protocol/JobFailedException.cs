namespace ProgressHub;

/// <summary>The job that was waited for has failed.</summary>
/// <param name="job">The final snapshot.</param>
public sealed class JobFailedException(JobSnapshot job)
    : ProgressHubException("job-failed", $"The job failed: {job.Error?.Message ?? "it gave no reason."}")
{
    /// <summary>The final snapshot.</summary>
    public JobSnapshot Job => job;

    /// <summary>Why it failed; null where the server does not say.</summary>
    public JobError? Error => job.Error;
}
