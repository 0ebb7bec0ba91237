using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Removes a final job with all that belongs to it.</summary>
internal sealed class RemoveOperation(JobId id) : WriteOperation<bool?>
{
    protected override bool? Change(WriteSession session)
    {
        if (session.Jobs.Head(id) is not { } head)
        {
            return null;
        }

        if (!head.State.IsFinal())
        {
            return false;
        }

        JobRemoval.Remove(session, head.Seq);
        return true;
    }
}
