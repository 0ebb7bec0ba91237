namespace ProgressHub.Storage;

/// <summary>Which jobs to list. Absent members do not filter.</summary>
public sealed record JobSearch
{
    /// <summary>Jobs of this group.</summary>
    public GroupName? Group { get; init; }

    /// <summary>Jobs of any of these kinds.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Jobs in any of these states.</summary>
    public IReadOnlyList<JobState>? States { get; init; }

    /// <summary>Jobs whose id, kind, message or error contains this text, whatever its case.</summary>
    public string? Text { get; init; }

    /// <summary>Children of this job.</summary>
    public JobId? Parent { get; init; }

    /// <summary>Created later than this.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Created earlier than this.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>1 to 500; 50 by default.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Whether the oldest come first; the newest by default.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Where the page before ended, in the same order.</summary>
    public string? Cursor { get; init; }
}
