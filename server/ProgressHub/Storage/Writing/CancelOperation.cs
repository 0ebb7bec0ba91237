using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Cancels a job that does not run, or marks one that does, and all below it.</summary>
internal sealed class CancelOperation(JobId id) : WriteOperation<CancelOutcome?>
{
    protected override CancelOutcome? Change(WriteSession session) =>
        session.Jobs.Head(id) is { } head ? new CancelTree(session).Ask(id, head) : null;
}
