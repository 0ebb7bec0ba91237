using ProgressHub.Jobs;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>A cancel request on its way down the tree.</summary>
internal sealed class CancelTree(WriteSession session)
{
    private readonly List<AttemptKey> _stopping = [];

    public CancelOutcome Ask(JobId id, RowHead head)
    {
        var (root, changed) = AskOne(head.Seq);
        var below = new Stack<JobId>();
        AddChildren(below, id, head.Kin);
        while (below.TryPop(out var next))
        {
            var child = session.Jobs.Head(next)!.Value;
            if (AskOne(child.Seq) is (var job, true))
            {
                session.Consequences.Add(job);
            }

            AddChildren(below, next, child.Kin);
        }

        return new CancelOutcome(root, changed) { Stopping = _stopping };
    }

    private (JobSnapshot Job, bool Changed) AskOne(long seq)
    {
        var job = session.Jobs.Read(seq);
        if (job.HasAttempt())
        {
            _stopping.Add(new(job.Id, JobVersion.Epoch(job.Version)));
        }

        if (job.State.IsFinal() || job.CancelRequested is true)
        {
            return (job, false);
        }

        return (session.Move(seq, job, job.CancelAsked(session.Now)), true);
    }

    private void AddChildren(Stack<JobId> below, JobId id, KinMarks kin)
    {
        if (!kin.HasFlag(KinMarks.Parent))
        {
            return;
        }

        session.Jobs.Below(id).ForEach(below.Push);
    }
}
