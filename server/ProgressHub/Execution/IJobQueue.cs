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

    /// <summary>The newest snapshot, then each newer one up to the final one, with which it ends, whichever node runs the job. A slow reader gets the newest only.</summary>
    /// <param name="id">The job.</param>
    /// <param name="ct">Ends the watch. While an app stops nothing else does: in a request, link it with <c>ApplicationStopping</c>.</param>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    /// <exception cref="WatchEndedException">The job was removed before its end was read.</exception>
    IAsyncEnumerable<JobSnapshot> WatchAsync(JobId id, CancellationToken ct = default);

    /// <summary>Waits for the end of a job and answers the final snapshot of one that succeeded.</summary>
    /// <remarks>Not for a job's own children: a job that waits holds its slot, and they may need it. Return instead; a job is final only once its children are.</remarks>
    /// <param name="id">The job.</param>
    /// <param name="ct">Ends the waiting; the job goes on. See <see cref="WatchAsync"/>.</param>
    /// <exception cref="JobFailedException">The job failed.</exception>
    /// <exception cref="JobCanceledException">The job was canceled.</exception>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    /// <exception cref="WatchEndedException">The job was removed before its end was read.</exception>
    Task<JobSnapshot> WaitAsync(JobId id, CancellationToken ct = default);

    /// <summary>Waits for the end of a job and answers its result; the default of its type if the job returned nothing.</summary>
    /// <remarks>As for a wait without a kind.</remarks>
    /// <param name="kind">The kind it was enqueued with.</param>
    /// <param name="id">The job.</param>
    /// <param name="ct">Ends the waiting; the job goes on. See <see cref="WatchAsync"/>.</param>
    /// <exception cref="ArgumentException">The job is of another kind.</exception>
    /// <exception cref="JobFailedException">The job failed.</exception>
    /// <exception cref="JobCanceledException">The job was canceled.</exception>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    /// <exception cref="WatchEndedException">The job was removed before its end was read.</exception>
    /// <exception cref="System.Text.Json.JsonException">The result is not of this type.</exception>
    Task<TResult> WaitAsync<TArgs, TResult>(JobKind<TArgs, TResult> kind, JobId id, CancellationToken ct = default);
}
