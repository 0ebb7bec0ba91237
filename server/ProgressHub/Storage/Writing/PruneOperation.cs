using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Removes jobs that a reader has found to be no longer kept, where they still are as it saw them.</summary>
internal sealed class PruneOperation(IReadOnlyList<PrunedRow> rows) : WriteOperation<IReadOnlyList<JobSnapshot>>
{
    protected override IReadOnlyList<JobSnapshot> Change(WriteSession session)
    {
        List<JobSnapshot> removed = [];
        foreach (var row in rows)
        {
            // A retry, or another process, may have been faster.
            if (session.Jobs.Head(row.Id) is { } head && head.Version == row.Version)
            {
                removed.Add(JobRemoval.Remove(session, head.Seq));
            }
        }

        return removed;
    }
}
