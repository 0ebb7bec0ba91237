namespace ProgressHub;

/// <summary>There is no such job, or the caller has no right to it.</summary>
public sealed class JobNotFoundException : ProgressHubException
{
    /// <summary>Made by what was asked.</summary>
    /// <param name="id">The job that was asked for.</param>
    /// <param name="inner">The answer underneath, if there was one.</param>
    public JobNotFoundException(JobId id, Exception? inner = null)
        : base("job-not-found", $"There is no job {id}, or you have no right to it.", inner)
    {
        Id = id;
        Cure = "Check the id.";
        Status = 404;
    }

    /// <summary>The job that was asked for.</summary>
    public JobId Id { get; }
}
