using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>What one step of tending did.</summary>
/// <param name="Changed">The jobs that changed.</param>
/// <param name="IsDone">False if there is more to do.</param>
internal sealed record TendStep(IReadOnlyList<JobSnapshot> Changed, bool IsDone);

/// <summary>Queues due jobs, and rescues those of dead owners and those whose lease is over.</summary>
internal sealed class TendOperation(IReadOnlyList<string> deadOwners) : WriteOperation<TendStep>
{
    private const string OfOwner = "SELECT seq FROM leases WHERE owner = ?1 LIMIT ?2";
    private const string Ended = "SELECT seq FROM leases WHERE ends_at <= ?1 LIMIT ?2";

    protected override TendStep Change(WriteSession session)
    {
        var changed = DueJobs.Promote(session);
        var done = changed.Count < DueJobs.Step;
        foreach (var owner in deadOwners)
        {
            done &= Rescue(session, SeqList.Read(session.Connection.Prepare(OfOwner).Bind(1, owner).Bind(2, DueJobs.Step)), changed);
        }

        done &= Rescue(session, SeqList.Read(session.Connection.Prepare(Ended).Bind(1, session.Time.MonotonicMs()).Bind(2, DueJobs.Step)), changed);
        return new TendStep(changed, done);
    }

    private static bool Rescue(WriteSession session, List<long> rows, List<JobSnapshot> changed)
    {
        foreach (var seq in rows)
        {
            session.Leases.End(seq);
            changed.Add(session.Move(seq, session.Jobs.Read(seq).Lost(session.Now)));
        }

        return rows.Count < DueJobs.Step;
    }
}
