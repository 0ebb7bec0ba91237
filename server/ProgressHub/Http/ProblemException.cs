namespace ProgressHub.Http;

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem, string? detail = null, string? member = null) : Exception(detail ?? problem.Title)
{
    public Problem Problem => problem;

    public string? Detail => detail;

    /// <summary>The member of the input at fault.</summary>
    public string? Member => member;

    public TimeSpan? RetryAfter { get; init; }
}
