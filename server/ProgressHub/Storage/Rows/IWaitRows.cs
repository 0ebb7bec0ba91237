namespace ProgressHub.Storage.Rows;

/// <summary>Which jobs wait for which.</summary>
internal interface IWaitRows
{
    void Add(JobId waiter, IReadOnlyList<JobId> predecessors, bool any);

    /// <summary>Takes away who waits for a job; some of them may have been canceled or removed.</summary>
    List<JobId> TakeWaiters(JobId predecessor);

    /// <summary>Counts one predecessor as ended; null if the job waits no longer.</summary>
    (int Open, bool Any)? CountDown(JobId waiter);

    void End(JobId waiter);
}
