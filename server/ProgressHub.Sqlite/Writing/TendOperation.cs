using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.External;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>What one step of tending did.</summary>
/// <param name="Changed">The jobs that changed.</param>
/// <param name="IsDone">False if there is more to do.</param>
internal sealed record TendStep(IReadOnlyList<JobSnapshot> Changed, bool IsDone);

/// <summary>Queues due jobs, and rescues those of dead owners and those whose lease is over, also where they run elsewhere.</summary>
internal sealed class TendOperation(IReadOnlyList<string> deadOwners) : WriteOperation<TendStep>
{
    private const string OfOwner = "SELECT id FROM leases WHERE owner = ?1 LIMIT ?2";
    private const string Ended = "SELECT id FROM leases WHERE ends_at <= ?1 LIMIT ?2";

    protected override TendStep Change(WriteSession session)
    {
        var changed = DueJobs.Promote(session);
        var done = changed.Count < DueJobs.Step;
        foreach (var owner in deadOwners)
        {
            done &= Rescue(session, Jobs(session.Connection.Prepare(OfOwner).Bind(1, owner)), changed);
        }

        done &= Rescue(session, Jobs(session.Connection.Prepare(Ended).Bind(1, session.Time.MonotonicMs())), changed);
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

    // First all of them, then the changes: an index must not be walked while it changes.
    private static List<JobId> Jobs(Statement statement)
    {
        List<JobId> jobs = [];
        statement.Bind(2, DueJobs.Step);
        while (statement.Step())
        {
            jobs.Add(statement.Id(0));
        }

        return jobs;
    }
}
