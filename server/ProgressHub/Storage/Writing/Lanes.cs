using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Lets keys take turns: of the queued jobs of one kind and key one at most may be claimed, while fewer than the limit run. When it has been, the next one lines up behind the other keys.</summary>
internal sealed class Lanes(ILaneRows rows)
{
    /// <summary>The job that the last move of a job with a key has made ready.</summary>
    public ReadyJob? Ready { get; private set; }

    /// <summary>Follows a move of a job that has a key.</summary>
    /// <returns>True if a job may be claimed that could not be before.</returns>
    public bool Follow(in JobMove move)
    {
        Ready = null;
        if (!IsIn(move.Left) && !IsIn(move.Came))
        {
            return false;
        }

        var (kind, key) = (move.Job.Kind, move.Job.ConcurrencyKey!);
        var before = rows.Find(kind, key);
        var lane = Settle(Enter(Leave(before ?? default, move), move), kind, key);
        if (move.To == JobState.Queued && lane.Ready != move.Job.Id)
        {
            rows.ClearTurn(move.Job.Id);
        }

        if (lane is { Running: 0, Ready: null })
        {
            rows.Remove(kind, key);
        }
        else if (lane != before)
        {
            rows.Save(kind, key, lane);
        }

        return Ready is not null;
    }

    private static bool IsIn(JobState? state) => state is JobState.Queued or JobState.Running;

    private LaneRow Leave(LaneRow lane, in JobMove move)
    {
        switch (move.Left)
        {
            case JobState.Running:
                return lane with { Running = lane.Running - 1 };
            case JobState.Queued when lane.Ready == move.Job.Id:
                return lane with { Ready = null };
            case JobState.Queued:
                rows.Forget(move.Job.Kind, move.Job.ConcurrencyKey!, move.Job);
                return lane;
            default:
                return lane;
        }
    }

    private LaneRow Enter(LaneRow lane, in JobMove move)
    {
        if (move.Came == JobState.Running)
        {
            return lane with { Running = lane.Running + 1 };
        }

        if (move.To != JobState.Queued)
        {
            return lane;
        }

        var (kind, key) = (move.Job.Kind, move.Job.ConcurrencyKey!);
        rows.Hold(kind, key, move.Job.Id);
        return lane.ReadyPriority < move.Job.Priority ? HoldReady(lane, kind, key) : lane;
    }

    private LaneRow Settle(LaneRow lane, string kind, string key)
    {
        var hasRoom = lane.Running < rows.PerKey(kind);
        if (!hasRoom)
        {
            return HoldReady(lane, kind, key);
        }

        if (lane.Ready is null && rows.MakeFirstReady(kind, key) is var (id, job))
        {
            Ready = job;
            return lane with { Ready = id, ReadyPriority = job.Priority };
        }

        return lane;
    }

    private LaneRow HoldReady(LaneRow lane, string kind, string key)
    {
        if (lane.Ready is { } ready)
        {
            rows.Hold(kind, key, ready);
            rows.ClearTurn(ready);
        }

        return lane with { Ready = null };
    }
}
