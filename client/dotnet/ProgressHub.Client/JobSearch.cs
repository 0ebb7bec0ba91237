namespace ProgressHub;

/// <summary>Which jobs to list, and in which order. Members that are null do not filter.</summary>
public sealed record JobSearch
{
    /// <summary>Jobs of this group; <c>all</c> and null mean every job.</summary>
    public GroupName? Group { get; init; }

    /// <summary>Jobs of any of these kinds.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Jobs in any of these states.</summary>
    public IReadOnlyList<JobState>? States { get; init; }

    /// <summary>Jobs with this text in id, kind, message or error.</summary>
    public string? Text { get; init; }

    /// <summary>Children of this job.</summary>
    public JobId? Parent { get; init; }

    /// <summary>Created later than this.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Created earlier than this.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>In which order they come; the newest first by default.</summary>
    public JobSort Sort { get; init; }

    /// <summary>How many jobs one request brings; 1 to 500, 100 by default.</summary>
    public int PageSize { get; init; } = 100;
}
