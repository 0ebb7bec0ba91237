using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Queues a final job again.</summary>
internal sealed class RetryOperation(JobId id) : WriteOperation<RetryOutcome?>
{
    protected override RetryOutcome? Change(WriteSession session)
    {
        if (session.Jobs.Head(id) is not { } head)
        {
            return null;
        }

        var job = session.Jobs.Read(head.Seq);
        if (!job.MayRetry())
        {
            return new RetryOutcome(job, Changed: false);
        }

        session.Attempts.KeepLast(job);
        session.Data.Remove(head.Seq, LargePart.Result);
        return new RetryOutcome(session.Move(head.Seq, job, job.Retried()), Changed: true);
    }
}
