using ProgressHub.Jobs;
using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Memory;

/// <summary>Keeps the store's parents in step with their children, and releases jobs when those they wait for have ended. Used under the store's lock.</summary>
internal sealed class MemoryFamilies(JobTable jobs, Func<StoredJob, JobSnapshot, JobSnapshot> move, List<JobSnapshot> consequences, TimeProvider time) : IKinView
{
    // What the change at hand has touched. Worked off at its end, so that many moves make one version, and a long chain no deep recursion.
    private readonly HashSet<JobId> _parents = [];
    private readonly Queue<JobSnapshot> _ended = [];

    public (JobState State, long Version, JobId? Parent)? Find(JobId id) =>
        jobs.Find(id)?.Snapshot is { } job ? (job.State, job.Version, job.ParentId) : null;

    public int CountChildren(JobId id) => jobs.Find(id)?.Kin?.Family.Counts.Total ?? 0;

    /// <summary>Stores a new job with what it says of its kin.</summary>
    public StoredJob Add(NewJob job)
    {
        List<JobId> open = [];
        var snapshot = job.Snapshot.WaitsFor is null
            ? job.Snapshot
            : job.Snapshot.AsNew(job.Kin.AfterAny, id => jobs.Find(id)!.Snapshot.State, time.NowInMs(), out open);
        var parent = snapshot.ParentId is { } id ? jobs.Find(id)! : null;
        var kin = new MemoryKin { Weight = job.Kin.Weight, BornIn = parent?.Kin?.Round ?? 0, AfterAny = job.Kin.AfterAny, Open = open.Count };
        kin.Family = kin.Family with { IgnoresFailure = job.Kin.IgnoresChildFailure };
        var stored = jobs.Add(job with { Snapshot = snapshot });
        stored.Kin = kin;
        foreach (var predecessor in open)
        {
            ((jobs.Find(predecessor)!.Kin ??= new()).Waiters ??= []).Add(snapshot.Id);
        }

        if (parent is not null)
        {
            Join(parent, stored);
        }

        return stored;
    }

    /// <summary>A child of a job that shall stop, or has stopped already, does not begin.</summary>
    public void CancelIfBornInVain(StoredJob job)
    {
        if (job.Snapshot is { ParentId: { } parent, State: < JobState.Running }
            && jobs.Find(parent)!.Snapshot is { } up && (up.CancelRequested is true || up.State.IsFinal()))
        {
            consequences.Add(move(job, job.Snapshot.Canceled(time.NowInMs())));
        }
    }

    /// <summary>Notes what follows for others from a job's move.</summary>
    public void Note(in JobMove change)
    {
        var (was, now) = (change.From?.IsFinal() is true, change.To?.IsFinal() is true);
        if (was == now || change.To is null)
        {
            return;
        }

        var job = change.Job;
        if (jobs.Find(job.Id)?.Kin is not { } kin)
        {
            return;
        }

        if (job.ParentId is { } id && jobs.Find(id) is { Kin: { } family } parent && family.Round == kin.BornIn)
        {
            family.Family = family.Family.With(now ? job.State : change.From!.Value, now ? 1 : -1, kin.Weight);
            Touch(parent);
        }

        if (now)
        {
            kin.Open = 0;
            if (kin.Waiters is not null)
            {
                _ended.Enqueue(job);
            }
        }
        else
        {
            // Retried: its family starts empty.
            kin.Round++;
            kin.Family = new(new ChildCounts(0, 0, 0, 0), 0, 0, kin.Family.IgnoresFailure);
        }
    }

    /// <summary>What to store of the end of an attempt, given the job's children; null where the write is refused because its code has returned before.</summary>
    public static JobSnapshot? Returned(StoredJob job, JobSnapshot next, ReadOnlyMemory<byte>? result)
    {
        if (job.Kin is not { } kin)
        {
            return next;
        }

        if (job.Snapshot.IsWaiting())
        {
            return null;
        }

        if (next.State != JobState.Succeeded || !kin.Family.IsOpen)
        {
            return next.State.IsFinal() ? next.Ended(kin.Family) : next;
        }

        kin.Returned = result?.ToArray();
        return next.Waiting(kin.Family);
    }

    /// <summary>Works off what the change has touched.</summary>
    public void Settle()
    {
        while (_ended.Count + _parents.Count > 0)
        {
            while (_ended.TryDequeue(out var ended))
            {
                Release(ended);
            }

            // Last, so that whatever the others have brought about is in the one new version.
            JobId[] parents = [.. _parents];
            _parents.Clear();
            foreach (var parent in parents)
            {
                Settle(parent);
            }
        }
    }

    private void Join(StoredJob parent, StoredJob child)
    {
        var kin = parent.Kin ??= new();
        kin.Children.Add(child.Snapshot.Id);
        var family = kin.Family;
        kin.Family = family with
        {
            Counts = family.Counts with { Total = family.Counts.Total + 1 },
            Weight = family.Weight + child.Kin!.Weight,
        };
        Touch(parent);
    }

    private void Touch(StoredJob parent)
    {
        if (parent.Snapshot.IsWaiting())
        {
            _parents.Add(parent.Snapshot.Id);
        }
    }

    private void Settle(JobId id)
    {
        if (jobs.Find(id) is not { Kin: { } kin } parent || !parent.Snapshot.IsWaiting())
        {
            return;
        }

        if (kin.Family.IsOpen)
        {
            consequences.Add(move(parent, parent.Snapshot.Waited(kin.Family)));
            return;
        }

        var next = parent.Snapshot.Settled(kin.Family, kin.Returned, time.NowInMs());
        parent.Result = next.State == JobState.Succeeded ? kin.Returned : null;
        kin.Returned = null;
        consequences.Add(move(parent, next));
    }

    private void Release(JobSnapshot ended)
    {
        var kin = jobs.Find(ended.Id)!.Kin!;
        var waiters = kin.Waiters ?? [];
        kin.Waiters = null;
        foreach (var id in waiters)
        {
            if (jobs.Find(id) is not { Kin: { Open: > 0 } waits } waiter)
            {
                // Canceled or removed before its turn came.
                continue;
            }

            var job = waiter.Snapshot with { Version = waiter.Snapshot.Version + 1 };
            var now = time.NowInMs();
            if (!waits.AfterAny && ended.State != JobState.Succeeded)
            {
                consequences.Add(move(waiter, job.AfterFailed(ended.Id, ended.State, now)));
            }
            else if (--waits.Open == 0)
            {
                consequences.Add(move(waiter, job.Released(now)));
            }
        }
    }
}
