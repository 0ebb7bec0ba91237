using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Arguments and results that are too long to stand in the row of their job, and checkpoints.</summary>
internal sealed class LargeData(Connection connection) : ILargeData
{
    public void Write(long seq, LargePart part, ReadOnlySpan<byte> bytes) => Write(connection, seq, part, bytes);

    public byte[]? Read(long seq, LargePart part) => Read(connection, seq, part);

    public void Remove(long seq, LargePart part) =>
        connection.Prepare("DELETE FROM large_data WHERE seq = ?1 AND part = ?2").Bind(1, seq).Bind(2, (long)part).Run();

    public static void Write(Connection connection, long seq, LargePart part, ReadOnlySpan<byte> bytes) =>
        connection.Prepare("INSERT OR REPLACE INTO large_data VALUES (?1, ?2, ?3)").Bind(1, seq).Bind(2, (long)part).BindBlob(3, bytes).Run();

    public static byte[]? Read(Connection connection, long seq, LargePart part)
    {
        var statement = connection.Prepare("SELECT bytes FROM large_data WHERE seq = ?1 AND part = ?2").Bind(1, seq).Bind(2, (long)part);
        if (!statement.Step())
        {
            return null;
        }

        var bytes = statement.Bytes(0).ToArray();
        statement.Reset();
        return bytes;
    }
}
