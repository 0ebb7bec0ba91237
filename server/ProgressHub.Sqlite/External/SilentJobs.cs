using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.External;

/// <summary>Finds the jobs that run elsewhere whose lease has passed: marks them, and ends those that were marked before.</summary>
internal static class SilentJobs
{
    private const string Ended = "SELECT id FROM external_jobs WHERE ends_at <= ?1 ORDER BY ends_at LIMIT ?2";

    /// <returns>False if there are more.</returns>
    public static bool Tend(WriteSession session, List<JobSnapshot> changed)
    {
        // First all of them, then the changes: an index must not be walked while it changes.
        List<JobId> silent = [];
        var row = session.Connection.Prepare(Ended).Bind(1, session.Time.MonotonicMs()).Bind(2, DueJobs.Step);
        while (row.Step())
        {
            silent.Add(row.Id(0));
        }

        foreach (var id in silent)
        {
            var seq = session.Jobs.Head(id)!.Value.Seq;
            var known = session.External.Read(session.Jobs.Read(seq))!;
            var job = session.Move(seq, known.Snapshot, known.Snapshot.Silent(session.Now));
            session.External.SetEnd(id, job.HasNextLease(known.Terms.OnLost) ? session.Time.MonotonicMs(known.Terms.Lease) : null);
            changed.Add(job);
        }

        return silent.Count < DueJobs.Step;
    }
}
