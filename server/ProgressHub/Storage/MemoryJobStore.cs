using ProgressHub.Jobs;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Memory;

namespace ProgressHub.Storage;

/// <summary>Jobs that live as long as the process: for tests, and for apps that lose nothing by forgetting.</summary>
internal sealed class MemoryJobStore : IJobStore
{
    private readonly TimeProvider _time;
    private readonly string _identity = Guid.NewGuid().ToString("N");

    // Everything below is read and written under the gate.
    private readonly Lock _gate = new();
    private readonly JobTable _jobs = new();
    private readonly JobQueues _queues = new();
    private readonly Lanes _lanes;
    private readonly Claims _claims;
    private readonly KnownCalls _known;
    private readonly RecurrenceTable _recurring = new();
    private readonly WaitingClaims _waiting;
    private readonly List<JobSnapshot> _consequences = [];
    private readonly MemoryFamilies _families;
    private readonly MemoryStats _stats = new();
    private readonly MemoryAttempts _attempts = new();
    private bool _disposed;

    public event Action<IReadOnlyList<JobSnapshot>>? Moved;

    public MemoryJobStore(TimeProvider time)
    {
        _time = time;
        _lanes = new Lanes(_jobs, _queues);
        _claims = new Claims(_queues, time, Move);
        _known = new KnownCalls(_jobs, time);
        _families = new MemoryFamilies(_jobs, Move, _consequences, time);
        _waiting = new WaitingClaims(time, () => Change(() => true, afterClose: true));
    }

    public Task<string> OpenAsync(CancellationToken ct) => Task.FromResult(_identity);

    public Task<EnqueueAnswer> EnqueueAsync(IReadOnlyList<NewJob> jobs, IdempotencyKey? key, CancellationToken ct) => Run(() =>
    {
        if (key is not null && _known.Find(key) is { } answer)
        {
            return answer;
        }

        _jobs.CheckAreNew(jobs);
        if (jobs.Any(KinCheck.Concerns) && new KinCheck(_families).Refusal(jobs) is { } refusal)
        {
            throw refusal;
        }

        foreach (var job in jobs)
        {
            Insert(job);
        }

        if (key is not null)
        {
            _known.Remember(key, jobs);
        }

        return EnqueueAnswer.Stored(jobs);
    }, ct);

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<ClaimAnswer>(ct);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var answer = _claims.Take(request);
            if (answer.Jobs.Count + answer.Promoted.Count > 0 || request.MaxWait <= TimeSpan.Zero)
            {
                return Task.FromResult(answer);
            }

            var claim = new WaitingClaim(request, _time.MonotonicMs(request.MaxWait));
            _waiting.Add(claim);
            _waiting.SetTimer(_queues.NextDueAt);
            return ct.CanBeCanceled ? _waiting.WaitAsync(claim, _gate, ct) : claim.Task;
        }
    }

    public Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct) =>
        Run<IReadOnlyList<JobSnapshot?>>(() => writes.Select(Write).ToArray(), ct);

    public Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct) =>
        Run(() => MemoryLeases.Renew(_jobs, renewal, _time.MonotonicMs(renewal.Lease)), ct);

    public Task<IReadOnlyList<AttemptKey>> ReadCancelRequestsAsync(CancellationToken ct) => Read<IReadOnlyList<AttemptKey>>(
        () => _queues.Running.Where(job => job.Snapshot.CancelRequested is true).Select(job => new AttemptKey(job.Snapshot.Id, JobVersion.Epoch(job.Snapshot.Version))).ToArray(), ct);

    public Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct) => Run<IReadOnlyList<JobSnapshot>>(() =>
    {
        _known.Forget();
        var changed = _claims.Promote();
        var (now, monotonic) = (_time.NowInMs(), _time.MonotonicMs());
        // In the order of their ids, as every store does: it decides whose turn comes first.
        foreach (var job in _queues.Running.Where(j => j.LeaseEndsAt <= monotonic).OrderBy(j => j.Snapshot.Id).ToArray())
        {
            changed.Add(Move(job, job.Snapshot.Lost(now)));
        }

        return changed;
    }, ct);

    public Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct) => Run(() =>
        _jobs.Find(id) is { } job ? new MemoryCancel(_jobs, Move, _consequences, _time.NowInMs()).Ask(job) : null, ct);

    public Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct) => Run(() =>
    {
        if (_jobs.Find(id) is not { } job)
        {
            return null;
        }

        var changed = job.Snapshot.MayRetry();
        if (changed)
        {
            job.Result = null;
            _attempts.KeepLast(job.Snapshot);
            Move(job, job.Snapshot.Retried());
        }

        return new RetryOutcome(job.Snapshot, changed);
    }, ct);

    public Task<bool?> RemoveAsync(JobId id, CancellationToken ct) => Run<bool?>(
        () => _jobs.Find(id) is { } job ? job.Snapshot.State.IsFinal() && Remove(job) : null, ct);

    public Task<PruneAnswer> PruneAsync(PruneStep prune, CancellationToken ct) => Run(() =>
    {
        var (gone, next) = MemoryPruning.Pick(_jobs, _stats, prune, _time.GetUtcNow());
        gone.ForEach(job => Remove(job));
        return new PruneAnswer(gone.ConvertAll(job => job.Snapshot), next);
    }, ct);

    public Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct) =>
        Read<IReadOnlyList<JobSnapshot>>(() => ids.Select(_jobs.Find).OfType<StoredJob>().Select(j => j.Snapshot).ToArray(), ct);

    public Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct) => Read(() => _jobs.Find(id)?.Args, ct);

    public Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct) => Read(() => _jobs.Find(id)?.Result, ct);

    public Task<IReadOnlyList<JobAttempt>?> ReadAttemptsAsync(JobId id, CancellationToken ct) =>
        Read(() => _jobs.Find(id) is { } job ? _attempts.Read(job.Snapshot) : null, ct);

    public Task<JobPage> ListAsync(JobSearch search, CancellationToken ct) => Read(() => MemoryList.Read(_jobs, search), ct);

    public Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct) =>
        Read<IReadOnlyList<GroupMember>>(() => _jobs.InGroup(group).Select(j => GroupMemberOf.Snapshot(j.Snapshot)).ToArray(), ct);

    public Task<JobStats> ReadStatsAsync(StatsScope scope, CancellationToken ct) => Read(() => _stats.Read(scope, _time.GetUtcNow()), ct);

    public Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct) =>
        Read<IReadOnlyList<GroupName>>(() => _jobs.Groups.Take(limit).Select(g => new GroupName(g)).ToArray(), ct);

    public Task<IReadOnlyList<StoredRecurrence>> ListRecurringAsync(CancellationToken ct) => Read(_recurring.List, ct);

    public Task<StoredRecurrence?> FindRecurringAsync(string name, CancellationToken ct) => Read(() => _recurring.Find(name), ct);

    public Task<RecurrenceOutcome> PutRecurringAsync(Recurrence recurrence, Guid? expected, CancellationToken ct) =>
        Run(() => _recurring.Put(recurrence, expected), ct);

    public Task<RecurrenceOutcome> FireRecurringAsync(Recurrence recurrence, Guid expected, NewJob job, CancellationToken ct) =>
        Run(() => _recurring.Put(recurrence, expected, () => Insert(job)), ct);

    public Task<RecurrenceOutcome> RemoveRecurringAsync(string name, Guid expected, CancellationToken ct) =>
        Run(() => _recurring.Remove(name, expected), ct);

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _waiting.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void Insert(NewJob job)
    {
        var stored = KinCheck.Concerns(job) ? _families.Add(job) : _jobs.Add(job);
        stored.LeaseEndsAt = job.Lease is { } lease ? _time.MonotonicMs(lease) : 0;
        _queues.Add(stored);
        Note(JobMove.New(stored.Snapshot));
        _families.CancelIfBornInVain(stored);
    }

    private JobSnapshot? Write(AttemptWrite write)
    {
        if (_jobs.Find(write.Snapshot.Id) is not { } job)
        {
            return null;
        }

        var stored = job.Snapshot;
        var next = JobTransitions.Apply(write, stored.State, stored.Version, stored.CancelRequested is true, _time.NowInMs());
        if (next is not null && write.Checkpoint is { } checkpoint)
        {
            job.Checkpoint = checkpoint.IsEmpty ? default(ReadOnlyMemory<byte>?) : checkpoint.ToArray();
        }

        if (next is null || next.Version == stored.Version)
        {
            return next is null ? null : stored;
        }

        next = MemoryFamilies.Returned(job, next, write.Result);
        if (next is null)
        {
            return null;
        }

        job.Result = next.Result is null && next.ResultBytes is null ? default(ReadOnlyMemory<byte>?) : write.Result!.Value.ToArray();
        Move(job, next);
        if (write.Again is { } lease && next.State == JobState.Scheduled)
        {
            job.LeaseEndsAt = _time.MonotonicMs(lease);
            return Move(job, next.Repeated(_time.NowInMs()));
        }

        return next;
    }

    private JobSnapshot Move(StoredJob job, JobSnapshot next)
    {
        var (before, waited) = (job.Snapshot.State, job.Snapshot.IsWaiting());
        _queues.Remove(job);
        job.Snapshot = next;
        _queues.Add(job);
        if (next.State != before || next.IsWaiting() != waited)
        {
            Note(new(next, before, next.State) { Waited = waited });
        }

        return next;
    }

    private bool Remove(StoredJob job)
    {
        _jobs.Remove(job);
        Note(JobMove.Removed(job.Snapshot));
        return true;
    }

    /// <summary>Every change of state passes here, for whatever is kept beside the jobs.</summary>
    private void Note(in JobMove move)
    {
        _lanes.Note(move);
        _families.Note(move);
        _stats.Note(move, _time.GetUtcNow());
        _attempts.Note(move, _time.NowInMs());
    }

    private Task<T> Run<T>(Func<T> change, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<T>(ct) : Task.FromResult(Change(change));

    private T Change<T>(Func<T> change, bool afterClose = false)
    {
        T answer;
        JobSnapshot[] moved;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed && !afterClose, this);
            answer = change();
            _families.Settle();
            if (!_disposed)
            {
                _waiting.Serve(_claims.Take);
                _waiting.SetTimer(_queues.NextDueAt);
            }

            moved = [.. _consequences];
            _consequences.Clear();
        }

        if (moved.Length > 0)
        {
            Moved?.Invoke(moved);
        }

        return answer;
    }

    private Task<T> Read<T>(Func<T> read, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Task.FromResult(read());
        }
    }
}
