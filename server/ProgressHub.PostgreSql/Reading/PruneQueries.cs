using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Finds the jobs that one step of retention removes, beside the writers: it walks the final jobs from where the step before ended.</summary>
internal static class PruneQueries
{
    private const string FinalByKind = "SELECT kind, sum(succeeded + failed + canceled)::bigint FROM progresshub.job_counts WHERE group_name = '' GROUP BY kind";

    /// <summary>So many groups lose their counts in one statement, and so many in one pass; the rest is left to the next.</summary>
    private const int MaxFolded = 500;

    private const int MaxFoldedInAll = 20_000;

    private const string From = """
        SELECT f.seq, f.id, f.version, f.kind, f.state, f.finalized_at, f.parent, p.state
        FROM (SELECT * FROM progresshub.final_jobs WHERE seq > $1 ORDER BY seq LIMIT $2) AS f
        LEFT JOIN progresshub.all_jobs AS p ON p.id = f.parent ORDER BY f.seq
        """;

    /// <summary>Removes the counts of groups whose jobs are all gone and whose last removal could not do it.</summary>
    public static async Task FoldCountsAsync(Reader reader, CancellationToken ct)
    {
        foreach (var some in (await reader.ListAsync(TallyFolding.Empty, row => (Group: row.GetString(0), Kind: row.GetString(1)), ct, MaxFoldedInAll)).Chunk(MaxFolded))
        {
            await reader.RunAsync(batch => TallyFolding.Add(batch, Array.ConvertAll(some, empty => empty.Group), Array.ConvertAll(some, empty => empty.Kind)), ct);
        }
    }

    /// <returns>The jobs to remove, and where the next step goes on; null if there is nothing more to look at now.</returns>
    public static async Task<(List<PrunedRow> Rows, long? Next)> PickAsync(Reader reader, PruneStep step, DateTimeOffset now, CancellationToken ct)
    {
        var sieve = new RetentionSieve(step, now);
        foreach (var (kind, final) in await reader.ListAsync(FinalByKind, row => (row.GetString(0), row.GetInt64(1)), ct))
        {
            sieve.Count(kind, final);
        }

        List<PrunedRow> rows = [];
        if (!sieve.HasWork)
        {
            return (rows, null);
        }

        var looked = await reader.ListAsync(From, row => (Seq: row.GetInt64(0), Row: new PrunedRow(new(row.GetGuid(1)), row.GetInt64(2)), Kind: row.GetString(3),
            State: (JobState)row.GetInt16(4), At: JobReader.Time(row, 5), IsChild: !row.IsDBNull(6), Parent: row.IsDBNull(7) ? (JobState?)null : (JobState)row.GetInt16(7)),
            ct, step.AfterSeq, RetentionSieve.MaxLooked);
        foreach (var (seq, row, kind, state, at, isChild, parent) in looked)
        {
            if (!sieve.Takes(kind, state, at, isChild, parent))
            {
                continue;
            }

            rows.Add(row);
            if (rows.Count == RetentionSieve.MaxRemoved || !sieve.HasWork)
            {
                return (rows, sieve.HasWork ? seq : null);
            }
        }

        return (rows, looked.Count == RetentionSieve.MaxLooked ? looked[^1].Seq : null);
    }
}
