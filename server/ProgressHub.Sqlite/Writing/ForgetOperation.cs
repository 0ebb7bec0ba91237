namespace ProgressHub.Sqlite.Writing;

/// <summary>Forgets idempotency keys whose window is over; answers how many.</summary>
internal sealed class ForgetOperation : WriteOperation<int>
{
    /// <summary>So many in one commit; more would keep other callers waiting.</summary>
    public const int Step = 500;

    protected override int Change(WriteSession session)
    {
        session.Connection.Prepare("DELETE FROM idempotency_keys WHERE key IN (SELECT key FROM idempotency_keys WHERE ends_at <= ?1 ORDER BY ends_at LIMIT ?2)")
            .Bind(1, session.Now).Bind(2, Step).Run();
        return session.Connection.Changes;
    }
}
