using System.Text.Json;
using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements about recurring jobs.</summary>
internal sealed class RecurringRows(Connection connection) : IRecurringRows
{
    public const string Select = "SELECT definition, stamp FROM progresshub.recurring";

    private const string SaveOne = """
        INSERT INTO progresshub.recurring VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, definition = excluded.definition
        """;

    public static StoredRecurrence Read(NpgsqlDataReader row) =>
        new(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), ProtocolJson.TypeOf<Recurrence>())!, row.GetGuid(1));

    public Guid? Stamp(string name)
    {
        var row = connection.Prepare("SELECT stamp FROM progresshub.recurring WHERE name = $1").Bind(1, name);
        if (!row.Step())
        {
            return null;
        }

        var stamp = row.Row.GetGuid(0);
        row.Reset();
        return stamp;
    }

    public bool IsFull()
    {
        var row = connection.Prepare("SELECT count(*) FROM progresshub.recurring");
        row.Step();
        var count = row.Long(0);
        row.Reset();
        return count >= RecurrenceLimits.Most;
    }

    public void Save(string name, byte[] definition) => connection.Prepare(SaveOne).Bind(1, name).Bind(2, Guid.NewGuid()).Bind(3, definition).Run();

    public void Remove(string name) => connection.Prepare("DELETE FROM progresshub.recurring WHERE name = $1").Bind(1, name).Run();
}
