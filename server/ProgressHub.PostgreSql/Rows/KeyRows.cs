using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements about idempotency keys.</summary>
internal sealed class KeyRows(Connection connection) : IKeyRows
{
    private const string SaveOne = """
        INSERT INTO progresshub.idempotency_keys VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO UPDATE SET body = excluded.body, jobs = excluded.jobs, ends_at = excluded.ends_at
        """;

    private const string ForgetSome = """
        DELETE FROM progresshub.idempotency_keys WHERE key IN (SELECT key FROM progresshub.idempotency_keys WHERE ends_at <= $1 ORDER BY ends_at LIMIT $2)
        """;

    public (byte[] Body, JobId[] Jobs)? Find(ReadOnlySpan<byte> key, DateTimeOffset now)
    {
        var row = connection.Prepare("SELECT body, jobs FROM progresshub.idempotency_keys WHERE key = $1 AND ends_at > $2").Bind(1, key.ToArray()).Bind(2, now);
        if (!row.Step())
        {
            return null;
        }

        var found = (row.Bytes(0), JobIds.Read(row.Bytes(1)));
        row.Reset();
        return found;
    }

    public void Save(IdempotencyKey key, byte[] jobs, DateTimeOffset endsAt) =>
        connection.Prepare(SaveOne).Bind(1, key.Key.ToArray()).Bind(2, key.Body.ToArray()).Bind(3, jobs).Bind(4, endsAt).Run();

    public int Forget(DateTimeOffset now, int max) => connection.Prepare(ForgetSome).Bind(1, now).Bind(2, max).Run();
}
