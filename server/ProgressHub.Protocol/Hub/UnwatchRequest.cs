namespace ProgressHub;

/// <summary>What a client no longer wants to watch.</summary>
public sealed record UnwatchRequest
{
    /// <summary>Ids of jobs.</summary>
    public IReadOnlyList<string>? Jobs { get; init; }

    /// <summary>Names of groups, in both modes.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Ids of jobs whose logs were watched.</summary>
    public IReadOnlyList<string>? Logs { get; init; }
}
