namespace ProgressHub.Storage;

/// <summary>Where jobs live. Every method that changes something has committed when its task completes, and either all of it or nothing.</summary>
/// <remarks>All methods are safe to call from any thread; callers at the same moment may share a commit. Any of them throws <see cref="StoreUnavailableException"/> when the storage cannot take or give data now.</remarks>
public interface IJobStore : IAsyncDisposable
{
    /// <summary>Tells, after the commit and before the caller is answered, of jobs that moved because another one did: a parent whose last child ended, a job that waited for it, a canceled parent's children. Nobody may linger in it.</summary>
    event Action<IReadOnlyList<JobSnapshot>>? Moved;

    /// <summary>Opens the store, brings its schema up to date and answers its identity, which stays the same as long as its versions keep growing.</summary>
    /// <exception cref="StoreStartException">It cannot be opened, or a newer ProgressHub wrote it.</exception>
    Task<string> OpenAsync(CancellationToken ct);

    /// <summary>Stores new jobs, in one commit, all or none, unless that was done under the same key before: then it answers as <see cref="EnqueueOutcome"/> tells. A job may name an earlier one of the same call as its parent or as one it waits for.</summary>
    /// <remarks>A job that waits is stored as queued or due where the jobs it waits for have ended already, and as canceled (error type <c>after-failed</c>) where one of them did not succeed and should have. A child of a job that shall stop is stored as canceled.</remarks>
    /// <exception cref="ArgumentException">There is a job with one of the ids already.</exception>
    /// <exception cref="EnqueueRefusedException">A parent cannot take the child, or a job that is to be waited for is not there.</exception>
    Task<EnqueueAnswer> EnqueueAsync(IReadOnlyList<NewJob> jobs, IdempotencyKey? key, CancellationToken ct);

    /// <summary>Waits until a job can be claimed or <see cref="ClaimRequest.MaxWait"/> is over, and claims: highest priority first, then oldest; of jobs with a <see cref="JobSnapshot.ConcurrencyKey"/> one of each key in turn, and no more than its limit. Raises the epoch of each and gives it a lease. Empty after the wait.</summary>
    Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct);

    /// <summary>Writes what attempts have to say: progress, a return to the queue, or the end.</summary>
    /// <returns>For each write what is stored now; null where it was refused, because another attempt holds the job or the job is final. A job that succeeded while children of it are not final stays running, without a lease, until they are. A job whose cancel was requested is stored as canceled where the write would have sent it back to the queue.</returns>
    Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct);

    /// <summary>Adds what attempts have logged to the logs of their jobs, in one commit. Lines are numbered from 1 for each job, over all its attempts, without a gap; of more than <paramref name="keep"/> lines the oldest are forgotten. A log goes with its job, and outlasts a retry.</summary>
    /// <returns>For each batch the number that the job's next line will have; null where it was refused, because another attempt holds the job or the job does not run: lines of an attempt that has lost its job would stand between those of the next one.</returns>
    Task<IReadOnlyList<long?>> AppendLogAsync(IReadOnlyList<LogBatch> batches, int keep, CancellationToken ct);

    /// <summary>Reads from the log of a job; there is nothing in that of a job that has logged nothing, or is not there.</summary>
    Task<LogLines> ReadLogAsync(LogSearch search, CancellationToken ct);

    /// <summary>Renews the leases of a node's attempts.</summary>
    Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct);

    /// <summary>Reads which running attempts, of any node, shall stop. Asked twice a second while something runs, so it costs next to nothing.</summary>
    Task<IReadOnlyList<AttemptKey>> ReadCancelRequestsAsync(CancellationToken ct);

    /// <summary>Puts due jobs and jobs whose lease is over or whose node is known to be dead back into the queue; the latter with the next epoch, as canceled where that was requested, as failed (error type <c>lost</c>) where no attempt is left. Marks external jobs whose lease is over as lost, and ends those that were marked before.</summary>
    /// <returns>The jobs that changed.</returns>
    Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct);

    /// <summary>Cancels a job that does not run, or marks one that runs; and in the same commit all its descendants, also those of a job that is final.</summary>
    /// <returns>How it stands; null if there is none.</returns>
    Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct);

    /// <summary>Queues a final job again with the next epoch and attempts counted from 0; leaves any other job as it is, and one that another scheduler runs (<see cref="JobSnapshot.Scheduler"/>).</summary>
    /// <returns>How it stands; null if there is none.</returns>
    Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct);

    /// <summary>Removes a final job.</summary>
    /// <returns>True if it was removed; false if it is not final; null if there is none.</returns>
    Task<bool?> RemoveAsync(JobId id, CancellationToken ct);

    /// <summary>Reads an external job with what is kept of its reports; null if there is none of this id, or if it is not external.</summary>
    Task<ExternalJob?> FindExternalAsync(JobId id, CancellationToken ct);

    /// <summary>Stores a report if it counts, and renews the lease. A job that does not run yet begins its attempt by it.</summary>
    Task<ReportResult> WriteReportAsync(ReportWrite write, CancellationToken ct);

    /// <summary>Gives jobs another report token, where nothing was reported since the submit or the last retry; whoever has an older one is told to stop.</summary>
    /// <returns>For each what the job was submitted with; null where no token was given.</returns>
    Task<IReadOnlyList<ExternalTerms?>> IssueReportTokensAsync(IReadOnlyList<ReportTokenIssue> issues, CancellationToken ct);

    /// <summary>Reads the stored snapshots of those jobs that are there, in any order.</summary>
    Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct);

    /// <summary>Reads the JSON of a job's arguments; null if there is no such job.</summary>
    Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct);

    /// <summary>Reads the JSON of a job's result, of any size; null if there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct);

    /// <summary>Reads the attempts of a job, up to 100 and the oldest first; the one that runs or ran last stands last. Null if there is no such job.</summary>
    Task<IReadOnlyList<JobAttempt>?> ReadAttemptsAsync(JobId id, CancellationToken ct);

    /// <summary>Lists jobs, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<JobPage> ListAsync(JobSearch search, CancellationToken ct);

    /// <summary>Reads what each job of a group adds to its roll-up; of every job there is when no group is named.</summary>
    Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct);

    /// <summary>Reads how jobs stand and how many ended of late, in a time that does not grow with their number. Which kinds this process knows is left open.</summary>
    Task<JobStats> ReadStatsAsync(StatsScope scope, CancellationToken ct);

    /// <summary>Removes final jobs that are no longer kept, up to 200, from where the step before ended. Nothing is written when there is nothing to remove.</summary>
    Task<PruneAnswer> PruneAsync(PruneStep prune, CancellationToken ct);

    /// <summary>Lists the groups that have jobs, by name, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct);

    /// <summary>Reads all recurring jobs, by name.</summary>
    Task<IReadOnlyList<StoredRecurrence>> ListRecurringAsync(CancellationToken ct);

    /// <summary>Reads a recurring job; null if there is none of this name.</summary>
    Task<StoredRecurrence?> FindRecurringAsync(string name, CancellationToken ct);

    /// <summary>Stores a recurring job, if the one of its name still has the stamp <paramref name="expected"/>; a new one, if there is none, where that is null.</summary>
    Task<RecurrenceOutcome> PutRecurringAsync(Recurrence recurrence, Guid? expected, CancellationToken ct);

    /// <summary>Stores a job of a recurring one together with what the recurring one is from then on, in one commit, if that still has the stamp <paramref name="expected"/>. Of all who fire one occurrence, one does.</summary>
    Task<RecurrenceOutcome> FireRecurringAsync(Recurrence recurrence, Guid expected, NewJob job, CancellationToken ct);

    /// <summary>Removes a recurring job, if it still has the stamp <paramref name="expected"/>; its jobs stay.</summary>
    Task<RecurrenceOutcome> RemoveRecurringAsync(string name, Guid expected, CancellationToken ct);
}
