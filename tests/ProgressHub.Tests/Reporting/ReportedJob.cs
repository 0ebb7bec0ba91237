using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

/// <summary>A job that reports, and what is shown of it. The test says what time it is.</summary>
internal sealed class ReportedJob
{
    private readonly ProgressMeter _meter = new();
    private JobProgress? _shown;

    public JobReporter Progress { get; } = new(() => { });

    public DateTimeOffset Now { get; set; } = Snapshots.Noon;

    /// <summary>What a flush at this moment shows.</summary>
    public JobProgress Shown()
    {
        if (Progress.TryTake(out var values))
        {
            _shown = values.ToProgress(_meter, Now);
        }

        return _shown!;
    }

    /// <summary>The stages in one line: a > for each depth, name, state, fraction.</summary>
    public string Line() => string.Join(", ", (Shown().Stages ?? []).Select(stage => $"{new string('>', (stage.Depth ?? 1) - 1)}{stage.Name} {stage.State} {stage.Fraction?.ToString() ?? "?"}"));
}
