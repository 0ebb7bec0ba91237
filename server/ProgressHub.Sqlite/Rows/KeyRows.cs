using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>The statements about idempotency keys. Used within the writer's transaction.</summary>
internal sealed class KeyRows(Connection connection) : IKeyRows
{
    private readonly Statement _find = connection.Prepare("SELECT body, jobs FROM idempotency_keys WHERE key = ?1 AND ends_at > ?2");

    private readonly Statement _save = connection.Prepare("INSERT OR REPLACE INTO idempotency_keys VALUES (?1, ?2, ?3, ?4)");

    public (byte[] Body, JobId[] Jobs)? Find(ReadOnlySpan<byte> key, DateTimeOffset now)
    {
        if (!_find.BindBlob(1, key).Bind(2, now).Step())
        {
            return null;
        }

        var found = (_find.Bytes(0).ToArray(), JobIds.Read(_find.Bytes(1)));
        _find.Reset();
        return found;
    }

    public void Save(IdempotencyKey key, byte[] jobs, DateTimeOffset endsAt) =>
        _save.BindBlob(1, key.Key.Span).BindBlob(2, key.Body.Span).BindBlob(3, jobs).Bind(4, endsAt).Run();

    public int Forget(DateTimeOffset now, int max)
    {
        connection.Prepare("DELETE FROM idempotency_keys WHERE key IN (SELECT key FROM idempotency_keys WHERE ends_at <= ?1 ORDER BY ends_at LIMIT ?2)")
            .Bind(1, now).Bind(2, max).Run();
        return connection.Changes;
    }
}
