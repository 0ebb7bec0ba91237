using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Removes a recurring job where it still is as the caller has read it.</summary>
internal sealed class RecurringRemoval(string name, Guid expected) : WriteOperation<RecurrenceOutcome>
{
    protected override RecurrenceOutcome Change(WriteSession session)
    {
        if (session.Recurring.Stamp(name) != expected)
        {
            return RecurrenceOutcome.Stale;
        }

        session.Recurring.Remove(name);
        return RecurrenceOutcome.Stored;
    }
}
