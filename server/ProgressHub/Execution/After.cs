namespace ProgressHub;

/// <summary>The jobs that a job waits for before it may start.</summary>
/// <param name="Jobs">The jobs, at most 1,000.</param>
/// <param name="MustSucceed">Whether it ends canceled, with the error type <c>after-failed</c>, as soon as one of them is final without success.</param>
public sealed record After(IReadOnlyList<JobId> Jobs, bool MustSucceed)
{
    internal const int MaxJobs = 1000;

    /// <summary>Starts once all of them have succeeded.</summary>
    public static After Success(params IEnumerable<JobId> jobs) => new([.. jobs], MustSucceed: true);

    /// <summary>Starts once all of them are final, whatever became of them.</summary>
    public static After Any(params IEnumerable<JobId> jobs) => new([.. jobs], MustSucceed: false);
}
