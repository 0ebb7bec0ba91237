namespace ProgressHub;

/// <summary>What a client may call on <c>/hubs/jobs</c>.</summary>
public interface IJobHub
{
    /// <summary>Joins jobs, groups and logs, and answers what is newer than the versions named.</summary>
    Task<WatchAnswer> Watch(WatchRequest request);

    /// <summary>Leaves jobs, groups and logs; unknown ones are no error.</summary>
    Task Unwatch(UnwatchRequest request);

    /// <summary>Asks a job to stop and answers how it stands.</summary>
    Task<JobSnapshot> Cancel(CancelRequest request);
}
