using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>What one step of tending did.</summary>
/// <param name="Changed">The jobs that changed.</param>
/// <param name="IsDone">False if there is more to do.</param>
internal sealed record TendStep(IReadOnlyList<JobSnapshot> Changed, bool IsDone);

/// <summary>Queues due jobs, and rescues those of dead owners and those whose lease is over, also where they run elsewhere.</summary>
internal sealed class TendOperation(IReadOnlyList<string> deadOwners) : WriteOperation<TendStep>
{
    protected override TendStep Change(WriteSession session)
    {
        var changed = DueJobs.Promote(session);
        var done = changed.Count < DueJobs.Step;
        foreach (var owner in deadOwners)
        {
            done &= Rescue(session, session.Leases.OfOwner(owner, DueJobs.Step), changed);
        }

        done &= Rescue(session, session.Leases.Ended(DueJobs.Step), changed);
        done &= SilentJobs.Tend(session, changed);
        return new TendStep(changed, done);
    }

    private static bool Rescue(WriteSession session, List<JobId> jobs, List<JobSnapshot> changed)
    {
        foreach (var id in jobs)
        {
            session.Leases.End(id);
            var seq = session.Jobs.Head(id)!.Value.Seq;
            var job = session.Jobs.Read(seq);
            changed.Add(session.Move(seq, job, job.Lost(session.Now)));
        }

        return jobs.Count < DueJobs.Step;
    }
}
