using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

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
