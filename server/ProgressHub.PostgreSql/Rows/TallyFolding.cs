using Npgsql;
using ProgressHub.PostgreSql.Database;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>Takes away the counts of groups whose jobs are all gone. What one writer has added another may have taken off, so that each row tells something and all together nothing.</summary>
internal static class TallyFolding
{
    // Rows that make zero together may go whatever the others say. Those that a writer holds are left for the next time, so that nobody waits for nobody.
    private const string Fold = """
        WITH held AS (
            SELECT group_name, kind, slot, scheduled, queued, running, succeeded, failed, canceled FROM progresshub.job_counts
            WHERE (group_name, kind) IN (SELECT * FROM unnest($1, $2)) FOR UPDATE SKIP LOCKED
        ), empty AS (
            SELECT group_name, kind FROM held GROUP BY group_name, kind
            HAVING sum(scheduled) = 0 AND sum(queued) = 0 AND sum(running) = 0 AND sum(succeeded) = 0 AND sum(failed) = 0 AND sum(canceled) = 0
        )
        DELETE FROM progresshub.job_counts AS c USING held JOIN empty USING (group_name, kind)
        WHERE c.group_name = held.group_name AND c.kind = held.kind AND c.slot = held.slot
        """;

    /// <summary>Finds what was left, in one walk over all counts beside the writers. Those of the whole store stay: they are few, and each writer changes its own all the time.</summary>
    public const string Empty = """
        SELECT group_name, kind FROM progresshub.job_counts WHERE group_name <> '' GROUP BY group_name, kind
        HAVING sum(scheduled) = 0 AND sum(queued) = 0 AND sum(running) = 0 AND sum(succeeded) = 0 AND sum(failed) = 0 AND sum(canceled) = 0 LIMIT $1
        """;

    public static void Add(NpgsqlBatch batch, string[] groups, string[] kinds) => batch.Add(Fold).With(groups).With(kinds);
}
