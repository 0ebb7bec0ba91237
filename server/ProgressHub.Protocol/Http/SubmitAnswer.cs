namespace ProgressHub;

/// <summary>The answer to a submit: the job is stored.</summary>
/// <param name="Job">The job as stored.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record SubmitAnswer(JobSnapshot Job, JobLinks Links)
{
    /// <summary>What the reports on an external job have to show. Told once: only its hash is kept.</summary>
    public string? ReportToken { get; init; }

    /// <summary>How long an external job may be silent, from now on.</summary>
    public double? LeaseSeconds { get; init; }
}

/// <summary>Addresses of one job.</summary>
/// <param name="Self">The snapshot.</param>
/// <param name="Result">The bare result.</param>
/// <param name="Events">Server-sent events.</param>
/// <param name="Log">What it logs.</param>
/// <param name="Cancel">The cancel request.</param>
public sealed record JobLinks(string Self, string Result, string Events, string Log, string Cancel);
