using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Removes a recurring job where it still is as the caller has read it.</summary>
internal sealed class RecurringRemoval(string name, Guid expected) : WriteOperation<RecurrenceOutcome>
{
    protected override RecurrenceOutcome Change(WriteSession session)
    {
        if (RecurringRows.Stamp(session.Connection, name) != expected)
        {
            return RecurrenceOutcome.Stale;
        }

        RecurringRows.Remove(session.Connection, name);
        return RecurrenceOutcome.Stored;
    }
}
