using ProgressHub.Benchmarks.Measuring;

namespace ProgressHub.Benchmarks;

/// <summary>The rows of one variant of <see cref="PushStuck"/>.</summary>
internal sealed class StuckRows
{
    /// <summary>Of fewer, the memory of each cannot be told from the heap's own movement.</summary>
    public const int ManyStuck = 10;

    private readonly Row _p99;
    private readonly Row _gap;
    private readonly Row _wall;
    private readonly Row? _p99Ratio;
    private readonly Row? _wallRatio;
    private readonly Row? _gone;
    private readonly Row? _growth;

    public StuckRows(Table table, string name, int stuck, bool mustGo)
    {
        _p99 = table.Row($"{name}: p99 of the healthy", "ms", Target.AtMost(250));
        _gap = table.Row($"{name}: longest gap of the healthy", "ms");
        _wall = table.Row($"{name}: the job took", "s");
        if (stuck > 0)
        {
            _p99Ratio = table.Row($"{name}: p99 against all reading", "x", Target.AtMost(1.5));
            _wallRatio = table.Row($"{name}: job time against all reading", "x", Target.AtMost(1.02));
            _gone = table.Row($"{name}: gone after", "s", mustGo ? Target.AtMost(8) : null);
        }

        if (stuck >= ManyStuck)
        {
            _growth = table.Row($"{name}: growth of managed memory per such connection", "KiB", Target.AtMost(64));
        }
    }

    public void Add(string subject, StuckOutcome outcome, double p99, double wall)
    {
        _p99.Of(subject).Add(outcome.Got.P99);
        _gap.Of(subject).Add(outcome.Got.LongestGap);
        _wall.Of(subject).Add(outcome.Wall);
        _p99Ratio?.Of(subject).Add(outcome.Got.P99 / p99);
        _wallRatio?.Of(subject).Add(outcome.Wall / wall);
        _gone?.Of(subject).Add(outcome.Gone);
        _growth?.Of(subject).Add(outcome.GrowthKiB);
    }
}
