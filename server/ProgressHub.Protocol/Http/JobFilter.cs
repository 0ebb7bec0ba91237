namespace ProgressHub;

/// <summary>The body of <c>POST /api/jobs/cancel</c> and <c>POST /api/jobs/retry</c>: which jobs. Absent members do not filter; at least one besides <see cref="DryRun"/> is needed.</summary>
public sealed record JobFilter
{
    /// <summary>These jobs, 1 to 1,000, in place of all members that filter; those that are not there are left out.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Jobs of this group; <c>all</c> for every job.</summary>
    public string? Group { get; init; }

    /// <summary>Jobs of any of these kinds.</summary>
    public IReadOnlyList<string>? Kind { get; init; }

    /// <summary>Jobs in any of these states. By default for a cancel those that are not final, for a retry failed and canceled ones.</summary>
    public IReadOnlyList<string>? State { get; init; }

    /// <summary>Jobs with this text in id, kind, message or error.</summary>
    public string? Q { get; init; }

    /// <summary>Children of this job.</summary>
    public string? Parent { get; init; }

    /// <summary>Created earlier than this; never later than the request itself.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Created later than this.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>True to count and change nothing.</summary>
    public bool? DryRun { get; init; }
}
