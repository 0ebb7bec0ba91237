using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>What was stored under which idempotency key. Asked and written in the transaction that stores the jobs.</summary>
internal sealed class KnownCalls(Connection connection)
{
    private readonly Statement _find = connection.Prepare("SELECT body, jobs FROM idempotency_keys WHERE key = ?1 AND ends_at > ?2");
    private readonly Statement _remember = connection.Prepare("INSERT OR REPLACE INTO idempotency_keys VALUES (?1, ?2, ?3, ?4)");

    /// <summary>The answer to a call that is not the first one under its key.</summary>
    public EnqueueAnswer? Find(WriteSession session, IdempotencyKey key)
    {
        if (!_find.BindBlob(1, key.Key.Span).Bind(2, session.Now).Step())
        {
            return null;
        }

        var (isSame, ids) = (_find.Bytes(0).SequenceEqual(key.Body.Span), JobIds.Read(_find.Bytes(1)));
        _find.Reset();
        var left = new List<JobSnapshot>(ids.Length);
        foreach (var id in ids)
        {
            if (session.Jobs.Head(id) is { } head)
            {
                left.Add(session.Jobs.Read(head.Seq));
            }
        }

        return left.Count == 0 ? null : isSame ? new EnqueueAnswer(EnqueueOutcome.Repeated, left) : EnqueueAnswer.Reused;
    }

    public void Remember(WriteSession session, IdempotencyKey key, IReadOnlyList<NewJob> stored) =>
        _remember.BindBlob(1, key.Key.Span).BindBlob(2, key.Body.Span).BindBlob(3, JobIds.Write(stored)).Bind(4, session.Now + key.Window).Run();
}
