using System.Text.Json;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Puts a recurring job, and stores the job of its occurrence with it, where it still is as the caller has read it.</summary>
internal sealed class RecurringOperation(Recurrence next, Guid? expected, NewJob? job = null) : WriteOperation<RecurrenceOutcome>
{
    private readonly byte[] _definition = JsonSerializer.SerializeToUtf8Bytes(next, ProtocolJson.TypeOf<Recurrence>());
    private readonly NewRow? _row = job is null ? null : new NewRow(job);

    protected override RecurrenceOutcome Change(WriteSession session)
    {
        if (session.Recurring.Stamp(next.Name) != expected)
        {
            return RecurrenceOutcome.Stale;
        }

        if (expected is null && session.Recurring.IsFull())
        {
            return RecurrenceOutcome.Full;
        }

        session.Recurring.Save(next.Name, _definition);
        if (_row is { } row)
        {
            session.Jobs.Insert(row);
            session.Moved(JobMove.New(row.Job.Snapshot));
        }

        return RecurrenceOutcome.Stored;
    }
}
