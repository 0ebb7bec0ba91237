namespace ProgressHub.Live;

/// <summary>Follows single jobs for code of this process, wherever they run.</summary>
internal interface IJobFollower
{
    /// <summary>The newest snapshot, then each newer one up to the final one, with which it ends. A slow reader gets the newest only.</summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    /// <exception cref="WatchEndedException">The job was removed before its end was read.</exception>
    IAsyncEnumerable<JobSnapshot> FollowAsync(JobId id, CancellationToken ct);
}
