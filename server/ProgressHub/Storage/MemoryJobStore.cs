using ProgressHub.Jobs;
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
    private readonly WaitingClaims _waiting;
    private bool _disposed;

    public MemoryJobStore(TimeProvider time)
    {
        _time = time;
        _waiting = new WaitingClaims(time, () => Change(() => true, afterClose: true));
    }

    public Task<string> OpenAsync(CancellationToken ct) => Task.FromResult(_identity);

    public Task EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken ct) => Run(() =>
    {
        var ids = new HashSet<JobId>(jobs.Count);
        foreach (var job in jobs)
        {
            if (_jobs.Find(job.Snapshot.Id) is not null || !ids.Add(job.Snapshot.Id))
            {
                throw new ArgumentException($"There is a job {job.Snapshot.Id} already. Give each new job an id of its own.", nameof(jobs));
            }
        }

        foreach (var job in jobs)
        {
            _queues.Add(_jobs.Add(job));
        }

        return true;
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
            var answer = Take(request);
            if (answer.Jobs.Count + answer.Promoted.Count > 0 || request.MaxWait <= TimeSpan.Zero)
            {
                return Task.FromResult(answer);
            }

            var claim = new WaitingClaim(request, _time.MonotonicMs(request.MaxWait));
            _waiting.Add(claim);
            _waiting.SetTimer(_queues.NextDueAt);
            return ct.CanBeCanceled ? WaitAsync(claim, ct) : claim.Task;
        }
    }

    public Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct) =>
        Run<IReadOnlyList<JobSnapshot?>>(() => writes.Select(Write).ToArray(), ct);

    public Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct) => Run(() =>
    {
        List<AttemptKey> lost = [], cancelRequested = [];
        foreach (var attempt in renewal.Attempts)
        {
            if (_jobs.Find(attempt.Id) is not { Snapshot.State: JobState.Running } job || JobVersion.Epoch(job.Snapshot.Version) != attempt.Epoch)
            {
                lost.Add(attempt);
                continue;
            }

            job.LeaseEndsAt = _time.MonotonicMs(renewal.Lease);
            if (job.Snapshot.CancelRequested is true)
            {
                cancelRequested.Add(attempt);
            }
        }

        return new LeaseAnswer(lost, cancelRequested);
    }, ct);

    public Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct) => Run<IReadOnlyList<JobSnapshot>>(() =>
    {
        var changed = Promote();
        var (now, monotonic) = (_time.NowInMs(), _time.MonotonicMs());
        foreach (var job in _queues.Running.Where(j => j.LeaseEndsAt <= monotonic).ToArray())
        {
            changed.Add(Move(job, job.Snapshot.Lost(now)));
        }

        return changed;
    }, ct);

    public Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct) => Run(() =>
    {
        if (_jobs.Find(id) is not { } job)
        {
            return null;
        }

        var changed = !job.Snapshot.State.IsFinal() && job.Snapshot.CancelRequested is not true;
        if (changed)
        {
            Move(job, job.Snapshot.State == JobState.Running
                ? job.Snapshot with { CancelRequested = true }
                : job.Snapshot.Canceled(_time.NowInMs()));
        }

        return new CancelOutcome(job.Snapshot, changed);
    }, ct);

    public Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct) => Run(() =>
    {
        if (_jobs.Find(id) is not { } job)
        {
            return null;
        }

        var changed = job.Snapshot.State.IsFinal();
        if (changed)
        {
            job.Result = null;
            Move(job, job.Snapshot.Retried());
        }

        return new RetryOutcome(job.Snapshot, changed);
    }, ct);

    public Task<bool?> RemoveAsync(JobId id, CancellationToken ct) => Run<bool?>(() =>
    {
        if (_jobs.Find(id) is not { } job)
        {
            return null;
        }

        var final = job.Snapshot.State.IsFinal();
        if (final)
        {
            _jobs.Remove(job);
        }

        return final;
    }, ct);

    public Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct) =>
        Read<IReadOnlyList<JobSnapshot>>(() => ids.Select(_jobs.Find).OfType<StoredJob>().Select(j => j.Snapshot).ToArray(), ct);

    public Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct) => Read(() => _jobs.Find(id)?.Args, ct);

    public Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct) => Read(() => _jobs.Find(id)?.Result, ct);

    public Task<JobPage> ListAsync(JobSearch search, CancellationToken ct) => Read(() => MemoryList.Read(_jobs, search), ct);

    public Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct) =>
        Read<IReadOnlyList<GroupMember>>(() => _jobs.InGroup(group).Select(j => GroupMemberOf.Snapshot(j.Snapshot)).ToArray(), ct);

    public Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct) =>
        Read<IReadOnlyList<GroupName>>(() => _jobs.Groups.Take(limit).Select(g => new GroupName(g)).ToArray(), ct);

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _waiting.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<ClaimAnswer> WaitAsync(WaitingClaim claim, CancellationToken ct)
    {
        using var registration = ct.UnsafeRegister(_ =>
        {
            lock (_gate)
            {
                // Who is no longer in the list has been served: a claimed job is delivered, not dropped.
                if (_waiting.Remove(claim))
                {
                    claim.SetCanceled(ct);
                }
            }
        }, null);
        return await claim.Task;
    }

    private ClaimAnswer Take(ClaimRequest request)
    {
        var promoted = Promote();
        var room = request.Kinds.Select(k => k.Max).ToArray();
        List<ClaimedJob>? claimed = null;
        while ((claimed?.Count ?? 0) < request.Max && _queues.Next(request.Kinds, room) is { } job)
        {
            for (var i = 0; i < room.Length; i++)
            {
                room[i] -= request.Kinds[i].Kind == job.Snapshot.Kind ? 1 : 0;
            }

            var running = Move(job, job.Snapshot.Claimed(request.Node, _time.NowInMs()));
            job.LeaseEndsAt = _time.MonotonicMs(request.Lease);
            (claimed ??= []).Add(new ClaimedJob(running, job.Args));
        }

        return claimed is null && promoted.Count == 0 ? ClaimAnswer.Empty : new ClaimAnswer(claimed ?? [], promoted);
    }

    private JobSnapshot? Write(AttemptWrite write)
    {
        if (_jobs.Find(write.Snapshot.Id) is not { } job)
        {
            return null;
        }

        var stored = job.Snapshot;
        var next = JobTransitions.Apply(write, stored.State, stored.Version, stored.CancelRequested is true, _time.NowInMs());
        if (next is null || next.Version == stored.Version)
        {
            return next is null ? null : stored;
        }

        job.Result = next.Result is null && next.ResultBytes is null ? default(ReadOnlyMemory<byte>?) : write.Result!.Value.ToArray();
        return Move(job, next);
    }

    private List<JobSnapshot> Promote()
    {
        List<JobSnapshot> promoted = [];
        while (_queues.Due(_time.GetUtcNow()) is { } job)
        {
            promoted.Add(Move(job, job.Snapshot.Promoted()));
        }

        return promoted;
    }

    private JobSnapshot Move(StoredJob job, JobSnapshot next)
    {
        _queues.Remove(job);
        job.Snapshot = next;
        _queues.Add(job);
        return next;
    }

    private Task<T> Run<T>(Func<T> change, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<T>(ct) : Task.FromResult(Change(change));

    private T Change<T>(Func<T> change, bool afterClose = false)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed && !afterClose, this);
            var answer = change();
            if (!_disposed)
            {
                _waiting.Serve(Take);
                _waiting.SetTimer(_queues.NextDueAt);
            }

            return answer;
        }
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
