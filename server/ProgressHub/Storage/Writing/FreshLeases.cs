namespace ProgressHub.Storage.Writing;

/// <summary>Begins all leases of reporters anew. While no process was there nobody could report, and the clock that the leases ended on may be that of a machine before its restart.</summary>
internal sealed class FreshLeases : WriteOperation<bool>
{
    protected override bool Change(WriteSession session)
    {
        session.External.RenewAll();
        return true;
    }
}
