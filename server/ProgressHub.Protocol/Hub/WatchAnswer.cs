namespace ProgressHub;

/// <summary>What a watch begins with.</summary>
public sealed record WatchAnswer
{
    /// <summary>The store's identity. When it changes (a restored backup), forget all versions.</summary>
    public required string Store { get; init; }

    /// <summary>The jobs that are newer than the versions named.</summary>
    public IReadOnlyList<JobSnapshot> Jobs { get; init; } = [];

    /// <summary>The groups.</summary>
    public IReadOnlyList<GroupAnswer> Groups { get; init; } = [];

    /// <summary>The logs.</summary>
    public IReadOnlyList<LogLines> Logs { get; init; } = [];

    /// <summary>The items that are not watched, each with its reason.</summary>
    public IReadOnlyList<WatchRefusal> Refused { get; init; } = [];
}

/// <summary>How a watched group stands.</summary>
/// <param name="Summary">The roll-up.</param>
/// <param name="Jobs">Up to 500 jobs, newest first; none in mode summary.</param>
/// <param name="NextCursor">Where <c>GET /api/jobs</c> goes on, when there are more.</param>
public sealed record GroupAnswer(GroupSummary Summary, IReadOnlyList<JobSnapshot> Jobs, string? NextCursor = null);

/// <summary>Why one item of a watch was refused.</summary>
/// <param name="Code">The stable code of the problem.</param>
/// <param name="Detail">A sentence that tells the cure.</param>
public sealed record WatchRefusal(string Code, string Detail)
{
    /// <summary>The job as it was asked for.</summary>
    public string? Id { get; init; }

    /// <summary>The group as it was asked for.</summary>
    public string? Group { get; init; }
}
