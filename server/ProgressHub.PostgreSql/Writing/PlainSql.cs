using ProgressHub.PostgreSql.Database;
using ProgressHub.PostgreSql.Rows;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>The statements that do for many ordinary jobs at once what most calls ask for.</summary>
internal static class PlainSql
{
    // Looked up id by id: a search for any of them would look cheaper to the planner as a walk through all final jobs.
    // A job with the id of a final one makes the statement fail, as one with the id of another does by the index.
    private const string Placed = """
        WITH placed AS (
            SELECT nextval('progresshub.arrivals') AS seq, g.*
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                AS g (id, kind, state, max_attempts, priority, created_at, due_at, groups, rare, args, timeout)
            WHERE 1 / (CASE WHEN (SELECT count(f.seq) FROM unnest($1) AS n (id) LEFT JOIN LATERAL (SELECT seq FROM progresshub.final_jobs WHERE id = n.id LIMIT 1) AS f ON true) > 0 THEN 0 ELSE 1 END) = 1
        )
        """;

    private const string InsertPlaced = """
        INSERT INTO progresshub.jobs (seq, turn, version, attempt, id, kind, state, max_attempts, priority, created_at, due_at, groups, rare, args, timeout)
        SELECT seq, seq << 20, 1, 0, id, kind, state, max_attempts, priority, created_at, due_at, groups, rare, args, timeout FROM placed
        """;

    public const string Insert = $"{Placed} {InsertPlaced}";

    public const string InsertWithGroups = $"""
        {Placed}, inserted AS ({InsertPlaced})
        INSERT INTO progresshub.job_groups SELECT name, seq FROM placed CROSS JOIN unnest(string_to_array(groups, ' ')) AS name ON CONFLICT DO NOTHING
        """;

    // Each row is looked up by its id, whatever the server believes of the table, which may be long out of date: of a queue it often believes that it is empty, and would rather
    // walk through all of it than look up a thousand ids. An array of one is no condition that tables could be joined by in any other way than row by row. And state = 2 would be
    // an offer to walk through all that run, by their small index.
    private const string Runs = "j.id = ANY (ARRAY[g.id]) AND j.state + 0 = 2";

    // In the same epoch and newer; whatever is not ordinary about the job is a mark or a request.
    private const string Fits = $"{Runs} AND j.version >> 32 = g.version >> 32 AND j.version < g.version AND NOT j.cancel_requested";

    public const string Progress = $"""
        UPDATE progresshub.jobs AS j SET version = g.version, reported_at = g.reported_at, progress = g.progress, counters = g.counters
        FROM unnest($1, $2, $3, $4, $5) AS g (id, version, reported_at, progress, counters)
        WHERE {Fits} AND j.marks & 17 = 0 RETURNING j.id
        """;

    // Where a kind has a limit, claims may wait for the room that an end makes.
    public const string End = $"""
        WITH ended AS (
            DELETE FROM progresshub.jobs AS j
            USING unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS g (id, version, state, finalized_at, reported_at, progress, counters, error, result)
            WHERE {Fits} AND j.marks & 31 = 0 AND NOT j.limited
            RETURNING j.seq, j.turn, g.version, j.created_at, j.due_at, j.started_at, g.reported_at, g.finalized_at, j.timeout, j.id, j.parent, j.attempt,
                j.max_attempts, j.priority, NULL::integer, g.state, j.marks, j.cancel_requested, j.kind, j.node, j.groups, j.rare, g.progress, g.counters, g.error,
                g.result, j.args
        )
        INSERT INTO progresshub.final_jobs ({JobColumns.Moving}) SELECT * FROM ended RETURNING id
        """;

    public const string Renew = $"""
        UPDATE progresshub.jobs AS j SET lease_ends = CASE WHEN j.lease_ends IS NOT NULL THEN {LeaseClock.Now} + $2 END
        FROM unnest($3, $4) AS g (id, epoch)
        WHERE {Runs} AND j.version >> 32 = g.epoch RETURNING j.id, g.epoch, j.cancel_requested
        """;

    // Keys take turns and due jobs come first: where there are any, the rules decide.
    public const string Claim = $"""
        WITH demand AS (SELECT * FROM unnest($2, $3) AS d (kind, most)),
        picked AS (
            SELECT r.seq FROM demand CROSS JOIN LATERAL (
                SELECT seq, priority, turn FROM progresshub.jobs
                WHERE state = 1 AND turn > 0 AND kind = demand.kind ORDER BY priority DESC, turn LIMIT demand.most FOR UPDATE SKIP LOCKED) AS r
            WHERE NOT EXISTS (SELECT 1 FROM progresshub.lane_limits WHERE kind = ANY($2))
                AND NOT EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 0 AND due_at <= $5)
            ORDER BY r.priority DESC, r.turn LIMIT $4
        )
        UPDATE progresshub.jobs AS j SET state = 2, version = (((j.version >> 32) + 1) << 32) | 1, attempt = j.attempt + 1, started_at = $5, node = $8,
            progress = NULL, counters = NULL, reported_at = NULL, lease_ends = {LeaseClock.Now} + $6, owner = $7
        FROM picked WHERE j.seq = ANY (ARRAY[picked.seq]) RETURNING {JobColumns.OfAttempt}, j.turn
        """;

    public const string Obstacles = """
        SELECT EXISTS (SELECT 1 FROM progresshub.lane_limits WHERE kind = ANY($1)),
            (SELECT due_at FROM progresshub.jobs WHERE state = 0 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1)
        """;
}
