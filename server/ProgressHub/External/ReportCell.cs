using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.External;

/// <summary>The same reporter, meters and counters that an attempt has which runs here, fed by what comes over HTTP. Used by one report at a time.</summary>
internal sealed class ReportCell
{
    private const int Nothing = -1;

    private JobCounters _counters = null!;
    private AttemptProgress _progress = null!;
    private ReporterRelay _whole = null!;
    private StageRelay _stages = null!;

    // Of the last report in here that was stored: where the store has another one, another process has taken reports since.
    private int _epoch = Nothing;
    private long _seq;

    /// <summary>Held while a report is worked out and stored.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>When it was last asked for, as a timestamp of the clock.</summary>
    public long TouchedAt { get; set; }

    /// <summary>Adds what a report says, and answers the job with it, one version on; the same version where it says nothing.</summary>
    public JobSnapshot Take(ExternalJob known, JobSnapshot running, IncomingReport incoming, DateTimeOffset now)
    {
        var report = incoming.Body;
        if (_epoch != JobVersion.Epoch(running.Version) || _seq != known.Seq)
        {
            Begin(running);
        }

        _whole.Take(report.Done, report.Total, report.Fraction, report.Unit, report.Message);
        _stages.Take(report.Stages ?? [], report.Stage);
        if (incoming.Kind is ReportKind.Completed)
        {
            _stages.Complete();
        }

        foreach (var (name, count) in report.Counters ?? new Dictionary<string, double>())
        {
            _counters.Get(name).Set(ReporterRelay.Whole(count, -ReporterRelay.Most) ?? 0);
        }

        return _progress.Next(running, now) ?? running;
    }

    /// <summary>The report was stored.</summary>
    public void Stored(JobSnapshot job, long seq) => (_epoch, _seq) = (JobVersion.Epoch(job.Version), seq);

    /// <summary>The report that was added does not count.</summary>
    public void Forget() => _epoch = Nothing;

    /// <summary>Goes on from what this attempt has shown so far: the fraction does not fall because another process takes the reports, but the pace has to be learned anew.</summary>
    private void Begin(JobSnapshot running)
    {
        var reporter = new JobReporter(static () => { });
        _counters = new JobCounters(reporter);
        _progress = new AttemptProgress(reporter, _counters);
        _whole = new ReporterRelay(reporter);
        _stages = new StageRelay(reporter);
        if (running.ReportedAt is null || running.ReportedAt < running.StartedAt)
        {
            // What is shown yet is an earlier attempt's.
            return;
        }

        if (running.Progress is { } shown)
        {
            _whole.Take(shown.Done, shown.Total, shown.Stages is null ? shown.Fraction : null, shown.Unit, shown.Message);
            _stages.Take([.. (shown.Stages ?? []).Select(ToReport)], null);
            reporter.Hold(shown.Fraction);
        }

        foreach (var (name, count) in running.Counters ?? new Dictionary<string, long>())
        {
            _counters.Get(name).Set(count);
        }

        reporter.TryTake(out _);
    }

    private static StageReport ToReport(JobStage stage) => new()
    {
        Name = stage.Name,
        Weight = stage.Weight,
        Depth = stage.Depth,
        State = stage.State,
        Fraction = stage.Fraction,
        Done = stage.Done,
        Total = stage.Total,
        Unit = stage.Unit,
    };
}
