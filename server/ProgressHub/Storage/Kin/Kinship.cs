using ProgressHub.Jobs;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>Keeps parents in step with their children, and releases jobs when those they wait for have ended.</summary>
internal sealed class Kinship(IFamilyRows families, IWaitRows waits)
{
    // What the transaction at hand has touched. Worked off at its end, so that many moves make one version, and a long chain no deep recursion.
    private readonly HashSet<JobId> _parents = [];
    private readonly Queue<JobSnapshot> _ended = [];

    public IFamilyRows Families { get; } = families;

    public IWaitRows Waits { get; } = waits;

    public void Begin()
    {
        _parents.Clear();
        _ended.Clear();
    }

    /// <summary>Notes what follows for others from a job's move.</summary>
    public void Note(in JobMove move)
    {
        var (was, now) = (move.From?.IsFinal() is true, move.To?.IsFinal() is true);
        if (was == now || move.To is null)
        {
            return;
        }

        var job = move.Job;
        if (job.ParentId is { } parent
            && Families.CountChild(parent, job.Id, now ? job.State : move.From!.Value, now ? 1 : -1))
        {
            Touch(parent);
        }

        if (!now)
        {
            Families.StartOver(job.Id);
        }
        else if (!move.NobodyWaits)
        {
            _ended.Enqueue(job);
            if (job.WaitsFor is not null)
            {
                Waits.End(job.Id);
            }
        }
    }

    /// <summary>A parent that waits has something new to show at the end of the transaction.</summary>
    public void Touch(JobId parent) => _parents.Add(parent);

    /// <summary>Works off what the transaction has touched.</summary>
    public void Settle(WriteSession session)
    {
        while (_ended.Count + _parents.Count > 0)
        {
            while (_ended.TryDequeue(out var ended))
            {
                Release(session, ended);
            }

            // Last, so that whatever the others have brought about is in the one new version.
            JobId[] parents = [.. _parents];
            _parents.Clear();
            foreach (var parent in parents)
            {
                Settle(session, parent);
            }
        }
    }

    private void Settle(WriteSession session, JobId id)
    {
        if (Families.Read(id) is not { IsWaiting: true, Family: var family } || session.Jobs.Head(id) is not { } head)
        {
            return;
        }

        var parent = session.Jobs.Read(head.Seq);
        if (family.IsOpen)
        {
            session.Consequences.Add(session.Move(head.Seq, parent, parent.Waited(family)));
            return;
        }

        var bytes = session.Data.Read(head.Seq, LargePart.Returned);
        var returned = bytes is null ? default(ReadOnlyMemory<byte>?) : bytes;
        var next = parent.Settled(family, returned, session.Now);
        session.Data.Remove(head.Seq, LargePart.Returned);
        Families.Wait(id, waiting: false);
        session.Jobs.Save(head.Seq, next, new JobValues(next), next is { Result: null, ResultBytes: null } ? null : returned);
        session.Moved(new(next, JobState.Running, next.State) { Waited = true });
        session.Consequences.Add(next);
    }

    private void Release(WriteSession session, JobSnapshot ended)
    {
        foreach (var id in Waits.TakeWaiters(ended.Id))
        {
            if (Waits.CountDown(id) is not (var open, var any))
            {
                continue;
            }

            var failed = !any && ended.State != JobState.Succeeded;
            if (!failed && open > 0)
            {
                continue;
            }

            var seq = session.Jobs.Head(id)!.Value.Seq;
            var waiter = session.Jobs.Read(seq);
            var next = waiter with { Version = waiter.Version + 1 };
            next = failed ? next.AfterFailed(ended.Id, ended.State, session.Now) : next.Released(session.Now);
            Waits.End(id);
            session.Jobs.Save(seq, next, new JobValues(next));
            // Released until its due time it is still scheduled, but now its time counts.
            session.Moved(new(next, JobState.Scheduled, next.State));
            session.Consequences.Add(next);
        }
    }
}
