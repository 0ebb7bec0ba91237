namespace ProgressHub.Storage;

/// <summary>Where jobs live. Every method that changes something has committed when its task completes, and either all of it or nothing.</summary>
/// <remarks>All methods are safe to call from any thread; callers at the same moment may share a commit. Any of them throws <see cref="StoreUnavailableException"/> when the storage cannot take or give data now.</remarks>
public interface IJobStore : IAsyncDisposable
{
    /// <summary>Opens the store, brings its schema up to date and answers its identity, which stays the same as long as its versions keep growing.</summary>
    /// <exception cref="StoreStartException">It cannot be opened, or a newer ProgressHub wrote it.</exception>
    Task<string> OpenAsync(CancellationToken ct);

    /// <summary>Stores new jobs, in one commit.</summary>
    Task EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken ct);

    /// <summary>Waits until a job can be claimed or <see cref="ClaimRequest.MaxWait"/> is over, and claims: highest priority first, then oldest. Raises the epoch of each and gives it a lease. Empty after the wait.</summary>
    Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct);

    /// <summary>Writes what attempts have to say: progress, a return to the queue, or the end.</summary>
    /// <returns>For each write what is stored now; null where it was refused, because another attempt holds the job or the job is final. A job whose cancel was requested is stored as canceled where the write would have sent it back to the queue.</returns>
    Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct);

    /// <summary>Renews the leases of a node's attempts.</summary>
    Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct);

    /// <summary>Puts due jobs and jobs whose lease is over or whose node is known to be dead back into the queue; the latter with the next epoch, as canceled where that was requested, as failed (error type <c>lost</c>) where no attempt is left.</summary>
    /// <returns>The jobs that changed.</returns>
    Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct);

    /// <summary>Cancels a job that does not run, or marks one that runs.</summary>
    /// <returns>How it stands; null if there is none.</returns>
    Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct);

    /// <summary>Queues a final job again with the next epoch and attempts counted from 0; leaves any other job as it is.</summary>
    /// <returns>How it stands; null if there is none.</returns>
    Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct);

    /// <summary>Removes a final job.</summary>
    /// <returns>True if it was removed; false if it is not final; null if there is none.</returns>
    Task<bool?> RemoveAsync(JobId id, CancellationToken ct);

    /// <summary>Reads the stored snapshots of those jobs that are there, in any order.</summary>
    Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct);

    /// <summary>Reads the JSON of a job's arguments; null if there is no such job.</summary>
    Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct);

    /// <summary>Reads the JSON of a job's result, of any size; null if there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct);

    /// <summary>Lists jobs, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<JobPage> ListAsync(JobSearch search, CancellationToken ct);

    /// <summary>Reads what each job of a group adds to its roll-up; of every job there is when no group is named.</summary>
    Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct);

    /// <summary>Lists the groups that have jobs, by name, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct);
}
