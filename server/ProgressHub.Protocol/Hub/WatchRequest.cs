namespace ProgressHub;

/// <summary>What a client wants to watch from now on; up to 100 watches a connection.</summary>
public sealed record WatchRequest
{
    /// <summary>Single jobs.</summary>
    public IReadOnlyList<JobWatch>? Jobs { get; init; }

    /// <summary>Groups of jobs.</summary>
    public IReadOnlyList<GroupWatch>? Groups { get; init; }

    /// <summary>Logs of single jobs.</summary>
    public IReadOnlyList<LogWatch>? Logs { get; init; }
}

/// <summary>One job to watch. The id is text, so that a wrong one is refused by itself and not the whole call.</summary>
/// <param name="Id">The job.</param>
/// <param name="Version">The version the client has; only something newer is answered.</param>
/// <param name="Token">A watch token, where the connection's identity has no right.</param>
public sealed record JobWatch(string Id, long? Version = null, string? Token = null);

/// <summary>One group to watch.</summary>
/// <param name="Name">The group.</param>
/// <param name="Mode">Jobs, or the roll-up alone.</param>
/// <param name="Token">A watch token, where the connection's identity has no right.</param>
public sealed record GroupWatch(string Name, GroupMode Mode = GroupMode.Jobs, string? Token = null);

/// <summary>One job's log to watch.</summary>
/// <param name="Id">The job.</param>
/// <param name="After">The number of the last line the client has; up to 200 lines after it are answered, and without it the newest 200.</param>
/// <param name="Token">A watch token, where the connection's identity has no right.</param>
public sealed record LogWatch(string Id, long? After = null, string? Token = null);
