using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Picks the jobs a worker gets: of each kind the first of its queue, of all kinds together the highest priorities, then the earliest turns.</summary>
internal static class ClaimSelection
{
    /// <returns>Null if there is nothing to tell.</returns>
    public static ClaimAnswer? Take(WriteSession session, ClaimRequest request)
    {
        var promoted = DueJobs.Promote(session);
        var room = Room(session, request);
        var candidates = new Candidates(First(session, request, room));
        if (candidates.Count == 0)
        {
            return promoted.Count == 0 ? null : new ClaimAnswer([], promoted);
        }

        var claimed = new List<ClaimedJob>(Math.Min(candidates.Count, request.Max));
        while (claimed.Count < request.Max && candidates.TryNext(out var seq, out var demand))
        {
            if (room[demand] <= 0)
            {
                continue;
            }

            room[demand]--;
            claimed.Add(Claim(session, request, demand, seq));
            // The next one of the same key may come before what is left.
            if (claimed[^1].Snapshot.ConcurrencyKey is not null && session.Lanes.Ready is { } next)
            {
                candidates.Add(next, demand);
            }
        }

        return new ClaimAnswer(claimed, promoted);
    }

    private static ClaimedJob Claim(WriteSession session, ClaimRequest request, int demand, long seq)
    {
        var queued = session.Jobs.ReadForAttempt(seq);
        var running = queued.Snapshot.Claimed(request.Node, session.Now);
        session.Jobs.Claim(seq, running);
        session.Leases.Take(running.Id, request.Lease, request.Kinds[demand].Limit is null ? null : running.Kind);
        session.Moved(new(running, JobState.Queued, JobState.Running));
        return queued with { Snapshot = running };
    }

    /// <summary>How many jobs each demand can take; a kind that is named twice is looked at once.</summary>
    private static int[] Room(WriteSession session, ClaimRequest request)
    {
        var room = new int[request.Kinds.Count];
        for (var i = 0; i < room.Length; i++)
        {
            var (kind, max, limit) = request.Kinds[i];
            var first = FirstOf(kind, request.Kinds);
            var free = limit is null ? max : Math.Min(max, limit.Value - session.Leases.OfKind(kind));
            room[first] = Math.Min(request.Max, first == i ? free : Math.Max(room[first], free));
        }

        return room;
    }

    private static int FirstOf(string kind, IReadOnlyList<KindDemand> kinds)
    {
        var at = 0;
        while (kinds[at].Kind != kind)
        {
            at++;
        }

        return at;
    }

    private static List<(ReadyJob Job, int Demand)> First(WriteSession session, ClaimRequest request, int[] room)
    {
        List<(ReadyJob Job, int Demand)> found = [];
        for (var i = 0; i < room.Length; i++)
        {
            if (room[i] > 0)
            {
                session.Jobs.AddReady(request.Kinds[i].Kind, room[i], i, found);
            }
        }

        if (request.Kinds.Count > 1)
        {
            found.Sort(static (a, b) => ReadyJob.Order.Compare(a.Job, b.Job));
        }

        return found;
    }
}
