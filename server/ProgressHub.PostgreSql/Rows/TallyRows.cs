using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage.Counting;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>Writes the sums of a transaction into the rows of one writer, which no other touches.</summary>
internal sealed class TallyRows(int slot)
{
    /// <summary>So many minutes that are over go at once.</summary>
    private const int MaxForgotten = 500;

    private const string Count = """
        INSERT INTO progresshub.job_counts
        SELECT g.group_name, g.kind, $3, g.scheduled, g.queued, g.running, g.succeeded, g.failed, g.canceled
        FROM unnest($1, $2, $4, $5, $6, $7, $8, $9) AS g (group_name, kind, scheduled, queued, running, succeeded, failed, canceled)
        ON CONFLICT (group_name, kind, slot) DO UPDATE SET scheduled = job_counts.scheduled + excluded.scheduled, queued = job_counts.queued + excluded.queued,
            running = job_counts.running + excluded.running, succeeded = job_counts.succeeded + excluded.succeeded, failed = job_counts.failed + excluded.failed,
            canceled = job_counts.canceled + excluded.canceled
        """;

    private const string End = """
        INSERT INTO progresshub.ended_minutes
        SELECT g.minute, g.group_name, g.kind, $4, g.succeeded, g.failed, g.canceled
        FROM unnest($1, $2, $3, $5, $6, $7) AS g (minute, group_name, kind, succeeded, failed, canceled)
        ON CONFLICT (minute, group_name, kind, slot) DO UPDATE SET succeeded = ended_minutes.succeeded + excluded.succeeded,
            failed = ended_minutes.failed + excluded.failed, canceled = ended_minutes.canceled + excluded.canceled
        """;

    // The newest twenty; the slice of an array from its end.
    private const string Durations = """
        INSERT INTO progresshub.recent_durations VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, slot) DO UPDATE SET
            durations = (recent_durations.durations || excluded.durations)[greatest(1, cardinality(recent_durations.durations) + cardinality(excluded.durations) - 19):],
            ended_at = (recent_durations.ended_at || excluded.ended_at)[greatest(1, cardinality(recent_durations.ended_at) + cardinality(excluded.ended_at) - 19):]
        """;

    private const string Forget = """
        DELETE FROM progresshub.ended_minutes WHERE (minute, group_name, kind, slot) IN
            (SELECT minute, group_name, kind, slot FROM progresshub.ended_minutes WHERE minute < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    private long _forgottenUntil;

    public void Add(NpgsqlBatch batch, JobTally tally, DateTimeOffset now)
    {
        AddCounts(batch, [.. tally.Counts.Where(count => !count.Value.IsZero)]);
        AddEnds(batch, [.. tally.Ends]);
        foreach (var (kind, durations) in tally.Durations)
        {
            long[] all = [.. durations];
            batch.Add(Durations).With(kind).With(slot).With(all).With(Array.ConvertAll(all, _ => now.ToUnixTimeMilliseconds()));
        }

        // Once a minute: what is over is not told any more, so nothing hurries.
        if (tally.Ends.Count > 0 && MinuteKey.Oldest(now) > _forgottenUntil)
        {
            _forgottenUntil = MinuteKey.Oldest(now);
            batch.Add(Forget).With(_forgottenUntil).With(MaxForgotten);
        }
    }

    private void AddCounts(NpgsqlBatch batch, KeyValuePair<CountKey, StateCounts>[] counts)
    {
        if (counts.Length == 0)
        {
            return;
        }

        var command = batch.Add(Count).With(Array.ConvertAll(counts, count => count.Key.Group)).With(Array.ConvertAll(counts, count => count.Key.Kind)).With(slot);
        for (var state = JobState.Scheduled; state <= JobState.Canceled; state++)
        {
            var of = state;
            command.With(Array.ConvertAll(counts, count => count.Value[of]));
        }

        // Only a removal makes fewer of them, and it may have been the last.
        var fewer = Array.FindAll(counts, count => count.Value.Total < 0 && count.Key.Group != CountKey.Everywhere);
        if (fewer.Length > 0)
        {
            TallyFolding.Add(batch, Array.ConvertAll(fewer, count => count.Key.Group), Array.ConvertAll(fewer, count => count.Key.Kind));
        }
    }

    private void AddEnds(NpgsqlBatch batch, KeyValuePair<MinuteKey, EndCounts>[] ends)
    {
        if (ends.Length > 0)
        {
            batch.Add(End).With(Array.ConvertAll(ends, end => end.Key.Minute)).With(Array.ConvertAll(ends, end => end.Key.Group)).With(Array.ConvertAll(ends, end => end.Key.Kind))
                .With(slot).With(Array.ConvertAll(ends, end => end.Value.Succeeded)).With(Array.ConvertAll(ends, end => end.Value.Failed))
                .With(Array.ConvertAll(ends, end => end.Value.Canceled));
        }
    }
}
