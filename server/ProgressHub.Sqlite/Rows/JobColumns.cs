namespace ProgressHub.Sqlite.Rows;

/// <summary>The columns a snapshot is read from, in this order.</summary>
internal static class JobColumns
{
    public const int Seq = 0, Id = 1, Kind = 2, State = 3, Version = 4, Attempt = 5, MaxAttempts = 6, Priority = 7, CancelRequested = 8,
        CreatedAt = 9, DueAt = 10, StartedAt = 11, ReportedAt = 12, FinalizedAt = 13, Node = 14, Parent = 15, Groups = 16, Rare = 17,
        Progress = 18, Counters = 19, Error = 20, ResultBytes = 21, Result = 22, Args = 23, Timeout = 24;

    public const string OfSnapshot =
        "jobs.seq, id, kind, state, version, attempt, max_attempts, priority, cancel_requested, created_at, due_at, started_at, reported_at, finalized_at, "
        + "node, parent, groups, rare, progress, counters, error, result_bytes, result";
}
