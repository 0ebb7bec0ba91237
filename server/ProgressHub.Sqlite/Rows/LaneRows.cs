using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>The statements about lanes and their held jobs. Used within the writer's transaction.</summary>
internal sealed class LaneRows(Connection connection) : ILaneRows
{
    private const string OfLane = "kind = ?1 AND concurrency_key = ?2";

    private readonly Statement _find = connection.Prepare($"SELECT running, ready, ready_priority FROM lanes WHERE {OfLane}");
    private readonly Statement _save = connection.Prepare("INSERT OR REPLACE INTO lanes VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement _remove = connection.Prepare($"DELETE FROM lanes WHERE {OfLane}");
    private readonly Statement _perKey = connection.Prepare("SELECT per_key FROM lane_limits WHERE kind = ?1");
    private readonly Statement _hold = connection.Prepare("INSERT INTO held_jobs SELECT ?1, ?2, priority, seq FROM jobs WHERE id = ?3");
    private readonly Statement _firstHeld = connection.Prepare($"SELECT priority, seq FROM held_jobs WHERE {OfLane} ORDER BY priority DESC, seq LIMIT 1");
    private readonly Statement _letGo = connection.Prepare($"DELETE FROM held_jobs WHERE {OfLane} AND priority = ?3 AND seq = ?4");
    private readonly Statement _forget = connection.Prepare($"DELETE FROM held_jobs WHERE {OfLane} AND priority = ?3 AND seq = (SELECT seq FROM jobs WHERE id = ?4)");
    private readonly Statement _clearTurn = connection.Prepare("UPDATE jobs SET turn = 0 WHERE id = ?1");
    private readonly Statement _setTurn = connection.Prepare("UPDATE jobs SET turn = ?2 WHERE seq = ?1 RETURNING id");

    // As Turns.Next has it.
    private readonly Statement _nextTurn = connection.Prepare(
        "UPDATE store SET last_turn = max(last_turn, (SELECT max(seq) FROM jobs) << 20) + 1 RETURNING last_turn");

    public LaneRow? Find(string kind, string key)
    {
        if (!_find.Bind(1, kind).Bind(2, key).Step())
        {
            return null;
        }

        var lane = new LaneRow(_find.Int(0), _find.IsNull(1) ? null : _find.Id(1), _find.Int(2));
        _find.Reset();
        return lane;
    }

    public void Save(string kind, string key, LaneRow lane)
    {
        _save.Bind(1, kind).Bind(2, key).Bind(3, lane.Running).Bind(5, lane.ReadyPriority);
        _ = lane.Ready is { } ready ? _save.Bind(4, ready) : _save.BindNull(4);
        _save.Run();
    }

    public void Remove(string kind, string key) => _remove.Bind(1, kind).Bind(2, key).Run();

    public int PerKey(string kind)
    {
        var limit = _perKey.Bind(1, kind).Step() ? _perKey.Int(0) : Storage.NewJob.UsualPerKey;
        _perKey.Reset();
        return limit;
    }

    public void Hold(string kind, string key, JobId id) => _hold.Bind(1, kind).Bind(2, key).Bind(3, id).Run();

    public void Forget(string kind, string key, JobSnapshot job) => _forget.Bind(1, kind).Bind(2, key).Bind(3, job.Priority).Bind(4, job.Id).Run();

    public void ClearTurn(JobId id) => _clearTurn.Bind(1, id).Run();

    public (JobId Id, ReadyJob Job)? MakeFirstReady(string kind, string key)
    {
        if (!_firstHeld.Bind(1, kind).Bind(2, key).Step())
        {
            return null;
        }

        var (priority, seq) = (_firstHeld.Int(0), _firstHeld.Long(1));
        _firstHeld.Reset();
        _letGo.Bind(1, kind).Bind(2, key).Bind(3, priority).Bind(4, seq).Run();
        _nextTurn.Step();
        var turn = _nextTurn.Long(0);
        _nextTurn.Reset();
        _setTurn.Bind(1, seq).Bind(2, turn).Step();
        var id = _setTurn.Id(0);
        _setTurn.Reset();
        return (id, new ReadyJob(priority, turn, seq));
    }
}
