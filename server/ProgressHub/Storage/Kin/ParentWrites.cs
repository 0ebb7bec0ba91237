using ProgressHub.Jobs;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>Stores what the attempt of a job with children says.</summary>
internal static class ParentWrites
{
    /// <returns>What is stored now; null where the write is refused, because the parent's code has returned before.</returns>
    public static JobSnapshot? Store(WriteSession session, long seq, JobSnapshot next, ReadOnlyMemory<byte>? result)
    {
        var row = session.Kin.Families.Read(next.Id)!.Value;
        if (row.IsWaiting)
        {
            return null;
        }

        if (next.State == JobState.Succeeded && row.Family.IsOpen)
        {
            return Wait(session, seq, next.Waiting(row.Family), result);
        }

        next = next.State.IsFinal() ? next.Ended(row.Family) : next;
        session.Jobs.Save(seq, next, new JobValues(next), next is { Result: null, ResultBytes: null } ? null : result);
        if (next.State != JobState.Running)
        {
            session.Leases.End(next.Id);
            session.Moved(new(next, JobState.Running, next.State));
        }

        return next;
    }

    private static JobSnapshot Wait(WriteSession session, long seq, JobSnapshot waiting, ReadOnlyMemory<byte>? result)
    {
        session.Kin.Families.Wait(waiting.Id, waiting: true);
        session.Jobs.Save(seq, waiting, new JobValues(waiting));
        if (result is { Length: > 0 } returned)
        {
            session.Data.Write(seq, LargePart.Returned, returned.Span);
        }

        // Nobody holds it, so nobody can lose it.
        session.Leases.End(waiting.Id);
        session.Moved(new(waiting, JobState.Running, JobState.Running));
        return waiting;
    }
}
