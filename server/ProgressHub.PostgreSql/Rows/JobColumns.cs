namespace ProgressHub.PostgreSql.Rows;

/// <summary>The columns a snapshot is read from, in this order.</summary>
internal static class JobColumns
{
    public const int Seq = 0, Id = 1, Kind = 2, State = 3, Version = 4, Attempt = 5, MaxAttempts = 6, Priority = 7, CancelRequested = 8,
        CreatedAt = 9, DueAt = 10, StartedAt = 11, ReportedAt = 12, FinalizedAt = 13, Node = 14, Parent = 15, Groups = 16, Rare = 17,
        Progress = 18, Counters = 19, Error = 20, ResultBytes = 21, Result = 22, Args = 23, Timeout = 24;

    public const string OfSnapshot =
        "j.seq, j.id, j.kind, j.state, j.version, j.attempt, j.max_attempts, j.priority, j.cancel_requested, j.created_at, j.due_at, j.started_at, j.reported_at, "
        + "j.finalized_at, j.node, j.parent, j.groups, j.rare, j.progress, j.counters, j.error, j.result_bytes, j.result";

    public const string OfAttempt = OfSnapshot + ", j.args, j.timeout";

    /// <summary>All columns of a job as they move between the two tables, without what only a running job has.</summary>
    public const string Moving =
        "seq, turn, version, created_at, due_at, started_at, reported_at, finalized_at, timeout, id, parent, attempt, max_attempts, priority, result_bytes, "
        + "state, marks, cancel_requested, kind, node, groups, rare, progress, counters, error, result, args";
}
