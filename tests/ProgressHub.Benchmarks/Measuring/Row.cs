namespace ProgressHub.Benchmarks.Measuring;

/// <summary>One figure of ours with the same figure of the baseline, and of a second one in tables that have it. Ratio and target look at the first.</summary>
internal sealed class Row(string name, string unit, Target? target)
{
    public Series Ours { get; } = new();

    public Series Baseline { get; } = new();

    public Series Other { get; } = new();

    public Series Of(string subject) => subject switch
    {
        Subjects.Ours => Ours,
        Subjects.Other => Other,
        _ => Baseline,
    };

    public string[] Cells() =>
    [
        name,
        unit,
        Ours.ToString(),
        Baseline.ToString(),
        Other.ToString(),
        double.IsFinite(Ours.Median / Baseline.Median) ? $"{Ours.Median / Baseline.Median:0.00} x" : "-",
        target?.Text ?? "-",
        target is null || Ours.IsEmpty ? "-" : target.IsMet(Ours.Median, Baseline.Median) ? "met" : "MISSED",
    ];
}
