using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Arguments and results that are too long to stand in the row of their job, and checkpoints.</summary>
internal static class LargeData
{
    public const int Args = 0;
    public const int Result = 1;
    public const int Checkpoint = 2;

    /// <summary>What the code of a parent returned, until its children are final.</summary>
    public const int Returned = 3;

    public static void Write(Connection connection, long seq, int part, ReadOnlySpan<byte> bytes) =>
        connection.Prepare("INSERT OR REPLACE INTO large_data VALUES (?1, ?2, ?3)").Bind(1, seq).Bind(2, part).BindBlob(3, bytes).Run();

    public static byte[]? Read(Connection connection, long seq, int part)
    {
        var statement = connection.Prepare("SELECT bytes FROM large_data WHERE seq = ?1 AND part = ?2").Bind(1, seq).Bind(2, part);
        if (!statement.Step())
        {
            return null;
        }

        var bytes = statement.Bytes(0).ToArray();
        statement.Reset();
        return bytes;
    }

    public static void Remove(Connection connection, long seq, int part) =>
        connection.Prepare("DELETE FROM large_data WHERE seq = ?1 AND part = ?2").Bind(1, seq).Bind(2, part).Run();
}
