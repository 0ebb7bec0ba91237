namespace ProgressHub.Live;

/// <summary>The groups that somebody on this node watches, and the jobs that are counted in each.</summary>
internal interface IWatchedGroups
{
    /// <summary>The watched groups in which the job is counted.</summary>
    IReadOnlyList<GroupName> CountedIn(JobId id);

    /// <summary>Reads all of them again; answers the jobs that the store has in a newer version than was counted, or has no more.</summary>
    Task<IReadOnlyList<JobId>> FindMissedAsync(CancellationToken ct);
}
