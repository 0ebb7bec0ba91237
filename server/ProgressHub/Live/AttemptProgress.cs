using ProgressHub.Reporting;

namespace ProgressHub.Live;

/// <summary>Turns what an attempt reports into snapshots.</summary>
internal sealed class AttemptProgress(JobReporter reporter, JobCounters counters)
{
    private readonly ProgressMeter _meter = new();

    /// <summary>The next version, or null if nothing was reported since the last. Called by one thread at a time.</summary>
    public JobSnapshot? Next(JobSnapshot current, DateTimeOffset now) => reporter.TryTake(out var values)
        ? current with
        {
            Version = current.Version + 1,
            Progress = values.ToProgress(_meter, now),
            Counters = counters.Read(),
            ReportedAt = now,
        }
        : null;
}
