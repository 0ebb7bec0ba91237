using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements for what stands apart from the rows of jobs.</summary>
internal sealed class LargeData(Connection connection) : ILargeData
{
    private const string Save = "INSERT INTO progresshub.large_data VALUES ($1, $2, $3) ON CONFLICT (seq, part) DO UPDATE SET bytes = excluded.bytes";

    public void Write(long seq, LargePart part, ReadOnlySpan<byte> bytes) =>
        connection.Prepare(Save).Bind(1, seq).Bind(2, (long)part).Bind(3, bytes.ToArray()).Run();

    public byte[]? Read(long seq, LargePart part)
    {
        var row = connection.Prepare("SELECT bytes FROM progresshub.large_data WHERE seq = $1 AND part = $2").Bind(1, seq).Bind(2, (long)part);
        if (!row.Step())
        {
            return null;
        }

        var bytes = row.Bytes(0);
        row.Reset();
        return bytes;
    }

    public void Remove(long seq, LargePart part) =>
        connection.Prepare("DELETE FROM progresshub.large_data WHERE seq = $1 AND part = $2").Bind(1, seq).Bind(2, (long)part).Run();
}
