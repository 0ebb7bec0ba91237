using ProgressHub.Jobs;

namespace ProgressHub.Storage.Memory;

/// <summary>A cancel request on its way down the tree. Used under the store's lock.</summary>
internal sealed class MemoryCancel(JobTable jobs, Func<StoredJob, JobSnapshot, JobSnapshot> move, List<JobSnapshot> consequences, DateTimeOffset now)
{
    private readonly List<AttemptKey> _stopping = [];

    public CancelOutcome Ask(StoredJob root)
    {
        var changed = AskOne(root);
        var below = new Stack<StoredJob>(Children(root));
        while (below.TryPop(out var job))
        {
            if (AskOne(job))
            {
                consequences.Add(job.Snapshot);
            }

            foreach (var child in Children(job))
            {
                below.Push(child);
            }
        }

        return new CancelOutcome(root.Snapshot, changed) { Stopping = _stopping };
    }

    private bool AskOne(StoredJob job)
    {
        var snapshot = job.Snapshot;
        if (snapshot.HasAttempt())
        {
            _stopping.Add(new(snapshot.Id, JobVersion.Epoch(snapshot.Version)));
        }

        if (snapshot.State.IsFinal() || snapshot.CancelRequested is true)
        {
            return false;
        }

        move(job, snapshot.CancelAsked(now));
        return true;
    }

    private IEnumerable<StoredJob> Children(StoredJob job) => job.Kin?.Children.Select(jobs.Find).OfType<StoredJob>() ?? [];
}
