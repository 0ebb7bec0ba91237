using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>Makes the writer's connection behave as if its disk did.</summary>
internal sealed class PragmaSetting(string setting) : WriteOperation<bool>
{
    protected override bool Change(WriteSession session)
    {
        ((SqliteSession)session).Connection.Run($"PRAGMA {setting}");
        return true;
    }
}
