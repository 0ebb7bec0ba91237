using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Writes what attempts have to say, each where it still holds its job.</summary>
internal sealed class AttemptOperation : WriteOperation<IReadOnlyList<JobSnapshot?>>
{
    private readonly IReadOnlyList<AttemptWrite> _writes;
    private readonly JobValues[] _values;

    public AttemptOperation(IReadOnlyList<AttemptWrite> writes)
    {
        _writes = writes;
        _values = new JobValues[writes.Count];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = new JobValues(writes[i].Snapshot);
        }
    }

    protected override IReadOnlyList<JobSnapshot?> Change(WriteSession session)
    {
        var answers = new JobSnapshot?[_writes.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = BeginAgain(session, _writes[i], Write(session, _writes[i], _values[i]));
            if (answers[i] is { } accepted && _writes[i].Checkpoint is { } checkpoint)
            {
                Keep(session, accepted.Id, checkpoint);
            }
        }

        return answers;
    }

    private static JobSnapshot? Write(WriteSession session, AttemptWrite write, in JobValues values)
    {
        if (TryUsual(session, write, values) is { } usual)
        {
            return usual;
        }

        if (session.Jobs.Head(write.Snapshot.Id) is not { } head)
        {
            return null;
        }

        var next = JobTransitions.Apply(write, head.State, head.Version, head.CancelRequested, session.Now);
        if (next is null || next.Version == head.Version)
        {
            return next is null ? null : session.Jobs.Read(head.Seq);
        }

        return Keep(session, head, next, values, write.Result);
    }

    /// <summary>Stores what follows for a job that runs, given its children; null where its code has returned before.</summary>
    public static JobSnapshot? Keep(WriteSession session, RowHead head, JobSnapshot next, in JobValues values, ReadOnlyMemory<byte>? result)
    {
        if (head.Kin.HasFlag(KinMarks.Parent))
        {
            return ParentWrites.Store(session, head.Seq, next, result);
        }

        session.Jobs.Save(head.Seq, next, values, next is { Result: null, ResultBytes: null } ? null : result);
        Left(session, next, nobodyWaits: false);
        return next;
    }

    private static JobSnapshot? BeginAgain(WriteSession session, AttemptWrite write, JobSnapshot? stored)
    {
        if (write.Again is not { } lease || stored is not { State: JobState.Scheduled })
        {
            return stored;
        }

        var next = stored.Repeated(session.Now);
        session.Jobs.Repeat(session.Jobs.Head(next.Id)!.Value.Seq, next);
        session.Leases.Take(next.Id, lease);
        session.Moved(new(next, JobState.Scheduled, JobState.Running));
        return next;
    }

    // Most writes meet a job that stands just as their attempt left it: one statement checks that and stores them.
    private static JobSnapshot? TryUsual(WriteSession session, AttemptWrite write, in JobValues values)
    {
        var next = JobTransitions.Apply(write, JobState.Running, write.Snapshot.Version - 1, cancelRequested: false, session.Now);
        if (next is not { ResultBytes: null } || !session.Jobs.TrySave(next, values, next.Result is null ? null : write.Result))
        {
            return null;
        }

        Left(session, next, nobodyWaits: true);
        return next;
    }

    private static void Keep(WriteSession session, JobId id, ReadOnlyMemory<byte> checkpoint)
    {
        var seq = session.Jobs.Head(id)!.Value.Seq;
        if (checkpoint.IsEmpty)
        {
            session.Data.Remove(seq, LargePart.Checkpoint);
        }
        else
        {
            session.Data.Write(seq, LargePart.Checkpoint, checkpoint.Span);
        }
    }

    private static void Left(WriteSession session, JobSnapshot job, bool nobodyWaits)
    {
        if (job.State != JobState.Running)
        {
            session.Leases.End(job.Id);
            session.Moved(new(job, JobState.Running, job.State) { NobodyWaits = nobodyWaits });
        }
    }
}
