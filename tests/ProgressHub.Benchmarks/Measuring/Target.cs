namespace ProgressHub.Benchmarks.Measuring;

/// <summary>What a figure has to reach.</summary>
internal sealed record Target(string Text, Func<double, double, bool> IsMet)
{
    public static Target AtMost(double limit) => new($"<= {Series.Figure(limit)}", (ours, _) => ours <= limit);

    public static Target AtLeast(double limit) => new($">= {Series.Figure(limit)}", (ours, _) => ours >= limit);

    public static Target AtLeast(double limit, double ratio) =>
        new($">= {Series.Figure(limit)}, >= {ratio:0} x", (ours, other) => ours >= limit && ours / other >= ratio);

    public static Target RatioAtMost(double limit) => new($"<= {limit:0.00} x", (ours, other) => ours / other <= limit);

    public static Target RatioAtLeast(double limit) => new($">= {limit:0.00} x", (ours, other) => ours / other >= limit);
}
