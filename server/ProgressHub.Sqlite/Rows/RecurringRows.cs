using System.Text.Json;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>The statements that read and write recurring jobs.</summary>
internal sealed class RecurringRows(Connection connection) : IRecurringRows
{
    private const string Columns = "SELECT definition, stamp FROM recurring";

    public static IReadOnlyList<StoredRecurrence> List(Connection connection)
    {
        List<StoredRecurrence> all = [];
        var statement = connection.Prepare($"{Columns} ORDER BY name");
        while (statement.Step())
        {
            all.Add(Read(statement));
        }

        return all;
    }

    public static StoredRecurrence? Find(Connection connection, string name)
    {
        var statement = connection.Prepare($"{Columns} WHERE name = ?1").Bind(1, name);
        if (!statement.Step())
        {
            return null;
        }

        var found = Read(statement);
        statement.Reset();
        return found;
    }

    public Guid? Stamp(string name)
    {
        var statement = connection.Prepare("SELECT stamp FROM recurring WHERE name = ?1").Bind(1, name);
        if (!statement.Step())
        {
            return null;
        }

        var stamp = new Guid(statement.Bytes(0));
        statement.Reset();
        return stamp;
    }

    public bool IsFull()
    {
        var statement = connection.Prepare("SELECT count(*) FROM recurring");
        statement.Step();
        var count = statement.Long(0);
        statement.Reset();
        return count >= RecurrenceLimits.Most;
    }

    public void Save(string name, byte[] definition) =>
        connection.Prepare("INSERT INTO recurring VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, definition = excluded.definition")
            .Bind(1, name).BindBlob(2, Guid.NewGuid().ToByteArray()).BindText(3, definition).Run();

    public void Remove(string name) =>
        connection.Prepare("DELETE FROM recurring WHERE name = ?1").Bind(1, name).Run();

    private static StoredRecurrence Read(Statement row) =>
        new(JsonSerializer.Deserialize(row.Bytes(0), ProtocolJson.TypeOf<Recurrence>())!, new Guid(row.Bytes(1)));
}
