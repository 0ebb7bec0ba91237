using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>Reads settings of the writer's own connection.</summary>
internal sealed class PragmaReading(params string[] names) : WriteOperation<bool>
{
    public List<string> Values { get; } = [];

    protected override bool Change(WriteSession session)
    {
        foreach (var name in names)
        {
            using var statement = ((SqliteSession)session).Connection.PrepareOnce($"PRAGMA {name}");
            statement.Step();
            Values.Add(statement.Text(0));
        }

        return true;
    }
}
