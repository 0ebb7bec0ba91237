namespace ProgressHub.Storage.Memory;

/// <summary>Lets keys take turns: of the queued jobs of one kind and key one at most may be claimed, while fewer than the limit run. When it has been, the next one lines up behind the other keys.</summary>
internal sealed class Lanes(JobTable jobs, JobQueues queues)
{
    private readonly Dictionary<(string Kind, string Key), Lane> _lanes = [];

    /// <summary>The limit that the newest job of each kind came with.</summary>
    private readonly Dictionary<string, int> _perKey = [];
    private long _lastTurn;

    public void Note(in JobMove move)
    {
        if (move.Job.ConcurrencyKey is not { } key)
        {
            return;
        }

        var (kind, job) = (move.Job.Kind, jobs.Find(move.Job.Id));
        if (move.From is null)
        {
            _perKey[kind] = job!.ConcurrencyPerKey;
        }

        if (IsIn(move.Left) || IsIn(move.Came))
        {
            var lane = _lanes.TryGetValue((kind, key), out var known) ? known : _lanes[(kind, key)] = new Lane();
            Leave(lane, job!, move.Left);
            Enter(lane, job!, move.Came);
            Settle(lane, _perKey[kind]);
            if (lane.IsEmpty)
            {
                _lanes.Remove((kind, key));
            }
        }
    }

    private static bool IsIn(JobState? state) => state is JobState.Queued or JobState.Running;

    private static void Leave(Lane lane, StoredJob job, JobState? from)
    {
        if (from == JobState.Running)
        {
            lane.Running--;
        }
        else if (from == JobState.Queued && !lane.Held.Remove(job))
        {
            lane.Ready = null;
        }
    }

    private void Enter(Lane lane, StoredJob job, JobState? to)
    {
        if (to == JobState.Running)
        {
            lane.Running++;
        }
        else if (to == JobState.Queued)
        {
            lane.Held.Add(job);
            if (lane.Ready?.Snapshot.Priority < job.Snapshot.Priority)
            {
                Hold(lane, lane.Ready);
            }
        }
    }

    private void Settle(Lane lane, int perKey)
    {
        var hasRoom = lane.Running < perKey;
        if (lane.Ready is { } ready && !hasRoom)
        {
            Hold(lane, ready);
        }
        else if (lane.Ready is null && hasRoom && lane.Held.Min is { } next)
        {
            lane.Held.Remove(next);
            lane.Ready = next;
            next.Turn = _lastTurn = Turns.Next(_lastTurn, jobs.LastSeq);
            queues.MakeReady(next);
        }
    }

    private void Hold(Lane lane, StoredJob ready)
    {
        queues.Hold(ready);
        lane.Ready = null;
        lane.Held.Add(ready);
    }
}
