namespace ProgressHub;

/// <summary>Takes jobs and requests about jobs. A singleton, safe anywhere.</summary>
public interface IJobQueue
{
    /// <summary>Stores a job; it is committed when the task completes.</summary>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take it now; nothing was kept.</exception>
    Task<JobId> EnqueueAsync<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? options = null, CancellationToken ct = default);

    /// <summary>Stores a job of a kind known by name; kind and arguments are checked now.</summary>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take it now; nothing was kept.</exception>
    Task<JobId> EnqueueAsync(string kind, object args, EnqueueOptions? options = null, CancellationToken ct = default);

    /// <summary>Stores many jobs, all or none; they are committed together when the task completes.</summary>
    /// <param name="fill">Adds the jobs.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>Their ids, in the order in which they were added.</returns>
    /// <exception cref="JobRefusedException">One of them is not as it should be; the member at fault begins with <c>jobs[17]</c>.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot take them now; nothing was kept.</exception>
    Task<IReadOnlyList<JobId>> EnqueueManyAsync(Action<JobBatch> fill, CancellationToken ct = default);

    /// <summary>Asks a job and all its descendants to stop. Those that do not run are canceled at once.</summary>
    /// <returns>How it stands; null if there is no such job.</returns>
    Task<JobSnapshot?> CancelAsync(JobId id, CancellationToken ct = default);

    /// <summary>Queues a final job again, with a higher epoch; any other job is left as it is, and one that another scheduler runs (<see cref="JobSnapshot.Scheduler"/>).</summary>
    /// <returns>How it stands and whether it was queued; null if there is no such job.</returns>
    Task<Storage.RetryOutcome?> RetryAsync(JobId id, CancellationToken ct = default);

    /// <summary>The newest snapshot; null if there is no such job.</summary>
    ValueTask<JobSnapshot?> FindAsync(JobId id, CancellationToken ct = default);
}
