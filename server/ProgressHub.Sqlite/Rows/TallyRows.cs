using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Counting;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Writes the sums of a transaction: one row for each kind and group it touched, however many jobs it moved.</summary>
internal sealed class TallyRows(Connection connection)
{
    /// <summary>So many minutes that are over go at once.</summary>
    private const int MaxForgotten = 500;

    private readonly Statement _count = connection.Prepare("""
        INSERT INTO job_counts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (group_name, kind) DO UPDATE SET
            scheduled = scheduled + excluded.scheduled, queued = queued + excluded.queued, running = running + excluded.running,
            succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed, canceled = canceled + excluded.canceled
        """);

    private readonly Statement _forgetEmpty = connection.Prepare("""
        DELETE FROM job_counts WHERE group_name = ?1 AND kind = ?2
            AND scheduled = 0 AND queued = 0 AND running = 0 AND succeeded = 0 AND failed = 0 AND canceled = 0
        """);

    private readonly Statement _end = connection.Prepare("""
        INSERT INTO ended_minutes VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (minute, group_name, kind) DO UPDATE SET
            succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed, canceled = canceled + excluded.canceled
        """);

    private readonly Statement _forgetMinutes = connection.Prepare("""
        DELETE FROM ended_minutes WHERE (minute, group_name, kind) IN (SELECT minute, group_name, kind FROM ended_minutes WHERE minute < ?1 LIMIT ?2)
        """);

    private readonly Statement _readDurations = connection.Prepare("SELECT durations FROM recent_durations WHERE kind = ?1");

    private readonly Statement _saveDurations = connection.Prepare("INSERT OR REPLACE INTO recent_durations VALUES (?1, ?2)");

    private long _forgottenUntil;

    public void Save(JobTally tally, DateTimeOffset now)
    {
        foreach (var (key, counts) in tally.Counts)
        {
            SaveCounts(key, counts);
        }

        foreach (var (key, ends) in tally.Ends)
        {
            _end.Bind(1, key.Minute).Bind(2, key.Group).Bind(3, key.Kind).Bind(4, ends.Succeeded).Bind(5, ends.Failed).Bind(6, ends.Canceled).Run();
        }

        foreach (var (kind, durations) in tally.Durations)
        {
            var all = ReadDurations(kind);
            all.Add(durations);
            _saveDurations.Bind(1, kind).Bind(2, all.ToString()).Run();
        }

        if (tally.Ends.Count > 0)
        {
            ForgetMinutes(MinuteKey.Oldest(now));
        }
    }

    private void SaveCounts(in CountKey key, StateCounts counts)
    {
        if (counts.IsZero)
        {
            return;
        }

        _count.Bind(1, key.Group).Bind(2, key.Kind);
        for (var state = JobState.Scheduled; state <= JobState.Canceled; state++)
        {
            _count.Bind(3 + (int)state, counts[state]);
        }

        _count.Run();
        if (counts.Total < 0)
        {
            _forgetEmpty.Bind(1, key.Group).Bind(2, key.Kind).Run();
        }
    }

    private RecentDurations ReadDurations(string kind)
    {
        if (!_readDurations.Bind(1, kind).Step())
        {
            return new RecentDurations();
        }

        var durations = RecentDurations.Parse(_readDurations.Text(0));
        _readDurations.Reset();
        return durations;
    }

    // Once a minute, or in steps when there is much: what is over is not told any more, so nothing hurries.
    private void ForgetMinutes(long oldest)
    {
        if (oldest > _forgottenUntil)
        {
            _forgetMinutes.Bind(1, oldest).Bind(2, MaxForgotten).Run();
            _forgottenUntil = connection.Changes < MaxForgotten ? oldest : _forgottenUntil;
        }
    }
}
