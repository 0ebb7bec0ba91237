using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Takes a parked claim back, if it was not served in the meantime.</summary>
internal sealed class LeaveOperation(ClaimOperation claim, ParkedClaims parked) : IWriteOperation
{
    public void Execute(WriteSession session)
    {
    }

    public void Complete()
    {
        if (parked.Remove(claim))
        {
            claim.TrySetCanceled(claim.Token);
        }
    }

    public void Fail(Exception fault) => Complete();
}
