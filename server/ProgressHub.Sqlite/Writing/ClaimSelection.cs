using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Picks the jobs a worker gets: of each kind the first of its queue, of all kinds together the highest priorities, then the oldest.</summary>
internal static class ClaimSelection
{
    private const string FirstOfKind =
        "SELECT seq, priority FROM jobs INDEXED BY jobs_queued WHERE state = 1 AND kind = ?1 ORDER BY priority DESC, seq LIMIT ?2";

    /// <returns>Null if there is nothing to tell.</returns>
    public static ClaimAnswer? Take(WriteSession session, ClaimRequest request)
    {
        var promoted = DueJobs.Promote(session);
        var candidates = Candidates(session, request);
        if (candidates.Count == 0)
        {
            return promoted.Count == 0 ? null : new ClaimAnswer([], promoted);
        }

        var claimed = new List<ClaimedJob>(Math.Min(candidates.Count, request.Max));
        var leaseEndsAt = session.Time.MonotonicMs(request.Lease);
        foreach (var (_, seq) in candidates)
        {
            if (claimed.Count == request.Max)
            {
                break;
            }

            // A kind that the request names twice shows its jobs twice.
            var job = session.Jobs.Read(seq, out var args);
            if (job.State == JobState.Queued)
            {
                var running = job.Claimed(request.Node, session.Now);
                session.Jobs.Claim(seq, running);
                session.Leases.Take(running.Id, session.Owner, leaseEndsAt);
                claimed.Add(new ClaimedJob(running, args));
            }
        }

        return new ClaimAnswer(claimed, promoted);
    }

    private static List<(int Priority, long Seq)> Candidates(WriteSession session, ClaimRequest request)
    {
        List<(int Priority, long Seq)> found = [];
        var statement = session.Connection.Prepare(FirstOfKind);
        foreach (var demand in request.Kinds)
        {
            statement.Bind(1, demand.Kind).Bind(2, Math.Min(demand.Max, request.Max));
            while (statement.Step())
            {
                found.Add((statement.Int(1), statement.Long(0)));
            }
        }

        if (request.Kinds.Count > 1)
        {
            found.Sort(static (a, b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Seq.CompareTo(b.Seq));
        }

        return found;
    }
}
