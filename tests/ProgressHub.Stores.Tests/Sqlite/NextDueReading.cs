using ProgressHub.Storage.Writing;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>Reads when the writer would wake for a scheduled job.</summary>
internal sealed class NextDueReading : WriteOperation<DateTimeOffset?>
{
    protected override DateTimeOffset? Change(WriteSession session) => session.Jobs.NextDue();
}
