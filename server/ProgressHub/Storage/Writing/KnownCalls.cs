using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>What was stored under which idempotency key. Asked and written in the transaction that stores the jobs.</summary>
internal static class KnownCalls
{
    /// <summary>The answer to a call that is not the first one under its key.</summary>
    public static EnqueueAnswer? Find(WriteSession session, IdempotencyKey key)
    {
        if (session.Keys.Find(key.Key.Span, session.Now) is not var (body, ids))
        {
            return null;
        }

        var left = new List<JobSnapshot>(ids.Length);
        foreach (var id in ids)
        {
            if (session.Jobs.Head(id) is { } head)
            {
                left.Add(session.Jobs.Read(head.Seq));
            }
        }

        return left.Count == 0 ? null
            : body.AsSpan().SequenceEqual(key.Body.Span) ? new EnqueueAnswer(EnqueueOutcome.Repeated, left)
            : EnqueueAnswer.Reused;
    }

    public static void Remember(WriteSession session, IdempotencyKey key, IReadOnlyList<NewJob> stored) =>
        session.Keys.Save(key, JobIds.Write(stored), session.Now + key.Window);
}
