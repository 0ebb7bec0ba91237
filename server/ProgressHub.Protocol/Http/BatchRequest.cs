namespace ProgressHub;

/// <summary>The body of <c>POST /api/jobs/batch</c>.</summary>
public sealed record BatchRequest
{
    /// <summary>1 to 1,000 jobs, stored all or none.</summary>
    public IReadOnlyList<SubmitRequest>? Jobs { get; init; }
}
