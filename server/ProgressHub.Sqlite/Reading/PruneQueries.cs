using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Finds the jobs that one step of retention removes, beside the writer: it walks the table from where the step before ended, so it needs no index that every job would pay for.</summary>
internal static class PruneQueries
{
    private const string FinalByKind = "SELECT kind, succeeded + failed + canceled FROM job_counts WHERE group_name = ?1";

    private const string From = """
        SELECT jobs.seq, jobs.id, jobs.version, jobs.kind, jobs.state, jobs.finalized_at, jobs.parent, parents.state
        FROM jobs LEFT JOIN jobs AS parents ON parents.id = jobs.parent
        WHERE jobs.seq > ?1 ORDER BY jobs.seq LIMIT ?2
        """;

    /// <returns>The jobs to remove, and where the next step goes on; null if there is nothing more to look at now.</returns>
    public static (List<PrunedRow> Rows, long? Next) Pick(Connection connection, PruneStep step, DateTimeOffset now)
    {
        var sieve = new RetentionSieve(step, now);
        var final = connection.Prepare(FinalByKind).Bind(1, CountKey.Everywhere);
        while (final.Step())
        {
            sieve.Count(final.Text(0), final.Long(1));
        }

        List<PrunedRow> rows = [];
        if (!sieve.HasWork)
        {
            return (rows, null);
        }

        var (looked, last) = (0, 0L);
        var row = connection.Prepare(From).Bind(1, step.AfterSeq).Bind(2, RetentionSieve.MaxLooked);
        while (row.Step())
        {
            (looked, last) = (looked + 1, row.Long(0));
            if (!Takes(sieve, row))
            {
                continue;
            }

            rows.Add(new PrunedRow(row.Id(1), row.Long(2)));
            if (rows.Count == RetentionSieve.MaxRemoved || !sieve.HasWork)
            {
                row.Reset();
                return (rows, sieve.HasWork ? last : null);
            }
        }

        return (rows, looked == RetentionSieve.MaxLooked ? last : null);
    }

    private static bool Takes(RetentionSieve sieve, Statement row) => sieve.Takes(
        row.Text(3), (JobState)row.Int(4), row.TimeOrNull(5), !row.IsNull(6), row.LongOrNull(7) is { } parent ? (JobState)parent : null);
}
