using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Cancels a job that does not run, or marks one that does: its version belongs to the attempt.</summary>
internal sealed class CancelOperation(JobId id) : WriteOperation<CancelOutcome?>
{
    protected override CancelOutcome? Change(WriteSession session)
    {
        if (session.Jobs.Head(id) is not { } head)
        {
            return null;
        }

        var job = session.Jobs.Read(head.Seq);
        if (job.State.IsFinal() || head.CancelRequested)
        {
            return new CancelOutcome(job, Changed: false);
        }

        var next = job.State == JobState.Running ? job with { CancelRequested = true } : job.Canceled(session.Now);
        return new CancelOutcome(session.Move(head.Seq, next), Changed: true);
    }
}
