namespace ProgressHub.Storage.Writing;

/// <summary>Forgets idempotency keys whose window is over; answers how many.</summary>
internal sealed class ForgetOperation : WriteOperation<int>
{
    /// <summary>So many in one commit; more would keep other callers waiting.</summary>
    public const int Step = 500;

    protected override int Change(WriteSession session) => session.Keys.Forget(session.Now, Step);
}
