using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

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
            answers[i] = Write(session, _writes[i], _values[i]);
        }

        return answers;
    }

    private static JobSnapshot? Write(WriteSession session, AttemptWrite write, in JobValues values)
    {
        if (session.Jobs.Head(write.Snapshot.Id) is not { } head)
        {
            return null;
        }

        var next = JobTransitions.Apply(write, head.State, head.Version, head.CancelRequested, session.Now);
        if (next is null || next.Version == head.Version)
        {
            return next is null ? null : session.Jobs.Read(head.Seq);
        }

        session.Jobs.Save(head.Seq, next, values, next.State == JobState.Succeeded ? write.Result : null);
        if (next.State != JobState.Running)
        {
            session.Leases.End(head.Seq);
            session.Entered(next.State, next.Kind);
        }

        return next;
    }
}
