using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Adds what attempts have logged, each where it still holds its job.</summary>
internal sealed class LogOperation(IReadOnlyList<LogBatch> batches, int keep) : WriteOperation<IReadOnlyList<long?>>
{
    protected override IReadOnlyList<long?> Change(WriteSession session)
    {
        var next = new long?[batches.Count];
        for (var i = 0; i < next.Length; i++)
        {
            var attempt = batches[i].Attempt;
            if (session.Jobs.Head(attempt.Id) is { State: JobState.Running } head && JobVersion.Epoch(head.Version) == attempt.Epoch)
            {
                next[i] = session.Logs.Append(head.Seq, batches[i].Lines, keep);
            }
        }

        return next;
    }
}
