using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements about lanes and their held jobs.</summary>
internal sealed class LaneRows(Connection connection) : ILaneRows
{
    private const string OfLane = "kind = $1 AND concurrency_key = $2";

    private const string SaveOne = """
        INSERT INTO progresshub.lanes VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (kind, concurrency_key) DO UPDATE SET running = excluded.running, ready = excluded.ready, ready_priority = excluded.ready_priority
        """;

    // As Turns.Next has it.
    private const string NextTurn =
        "UPDATE progresshub.store SET last_turn = greatest(last_turn, (SELECT last_value FROM progresshub.arrivals) << 20) + 1 RETURNING last_turn";

    public LaneRow? Find(string kind, string key)
    {
        var row = connection.Prepare($"SELECT running, ready, ready_priority FROM progresshub.lanes WHERE {OfLane}").Bind(1, kind).Bind(2, key);
        if (!row.Step())
        {
            return null;
        }

        var lane = new LaneRow(row.Int(0), row.IsNull(1) ? null : row.Id(1), row.Int(2));
        row.Reset();
        return lane;
    }

    public void Save(string kind, string key, LaneRow lane) =>
        connection.Prepare(SaveOne).Bind(1, kind).Bind(2, key).Bind(3, lane.Running).Bind(4, lane.Ready).Bind(5, lane.ReadyPriority).Run();

    public void Remove(string kind, string key) => connection.Prepare($"DELETE FROM progresshub.lanes WHERE {OfLane}").Bind(1, kind).Bind(2, key).Run();

    public int PerKey(string kind)
    {
        var row = connection.Prepare("SELECT per_key FROM progresshub.lane_limits WHERE kind = $1").Bind(1, kind);
        if (!row.Step())
        {
            return NewJob.UsualPerKey;
        }

        var limit = row.Int(0);
        row.Reset();
        return limit;
    }

    public void Hold(string kind, string key, JobId id) =>
        connection.Prepare("INSERT INTO progresshub.held_jobs SELECT $1, $2, priority, seq FROM progresshub.jobs WHERE id = $3").Bind(1, kind).Bind(2, key).Bind(3, id).Run();

    public void Forget(string kind, string key, JobSnapshot job) =>
        connection.Prepare($"DELETE FROM progresshub.held_jobs WHERE {OfLane} AND priority = $3 AND seq = (SELECT seq FROM progresshub.all_jobs WHERE id = $4)")
            .Bind(1, kind).Bind(2, key).Bind(3, job.Priority).Bind(4, job.Id).Run();

    public void ClearTurn(JobId id) => connection.Prepare("UPDATE progresshub.jobs SET turn = 0 WHERE id = $1").Bind(1, id).Run();

    public (JobId Id, ReadyJob Job)? MakeFirstReady(string kind, string key)
    {
        var first = connection.Prepare($"SELECT priority, seq FROM progresshub.held_jobs WHERE {OfLane} ORDER BY priority DESC, seq LIMIT 1").Bind(1, kind).Bind(2, key);
        if (!first.Step())
        {
            return null;
        }

        var (priority, seq) = (first.Int(0), first.Long(1));
        first.Reset();
        connection.Prepare($"DELETE FROM progresshub.held_jobs WHERE {OfLane} AND priority = $3 AND seq = $4").Bind(1, kind).Bind(2, key).Bind(3, priority).Bind(4, seq).Run();
        var next = connection.Prepare(NextTurn);
        next.Step();
        var turn = next.Long(0);
        next.Reset();
        var set = connection.Prepare("UPDATE progresshub.jobs SET turn = $2 WHERE seq = $1 RETURNING id").Bind(1, seq).Bind(2, turn);
        set.Step();
        var id = set.Id(0);
        set.Reset();
        return (id, new ReadyJob(priority, turn, seq));
    }
}
