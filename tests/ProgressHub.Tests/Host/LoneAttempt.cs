using ProgressHub.Execution;
using ProgressHub.Reporting;

namespace ProgressHub.Tests.Host;

/// <summary>One attempt without an engine: the context a job gets, and what it said through it.</summary>
internal sealed class LoneAttempt
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly JobReporter _reporter;
    private readonly JobCounters _counters;

    public LoneAttempt(int attempt = 1, JobId? id = null, Action? onReport = null)
    {
        Id = id ?? JobId.New(Now);
        JobReporter? reporter = null;
        // Taking the values re-arms the reporter, so that every report calls.
        _reporter = reporter = new JobReporter(() =>
        {
            if (onReport is not null && reporter!.TryTake(out var values))
            {
                Last = values;
                onReport();
            }
        });
        _counters = new JobCounters(_reporter);
        Job = new JobContext(
            new JobSnapshot { Id = Id, Kind = "test", State = JobState.Running, Version = 1, Attempt = attempt, MaxAttempts = 3, CreatedAt = Now },
            _reporter, _counters, new JobCheckpoint(null, 1024));
    }

    public JobId Id { get; }

    public JobContext Job { get; }

    public ReportedValues Last { get; private set; }

    /// <summary>What it has logged and nobody has taken yet.</summary>
    public IReadOnlyList<LoggedLine> Logged => Job.Lines.Take();

    public IReadOnlyDictionary<string, long> Counters => _counters.Read()!;

    public ReportedValues Values() => _reporter.TryTake(out var values) ? Last = values : Last;
}
