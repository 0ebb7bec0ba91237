namespace ProgressHub.Benchmarks.Measuring;

/// <summary>One figure over several runs: shown as its median and its range.</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    public bool IsEmpty => _values.Count == 0;

    public double Median
    {
        get
        {
            var sorted = _values.Order().ToArray();
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double value) => _values.Add(value);

    public override string ToString() => _values.Count switch
    {
        0 => "-",
        1 => Figure(_values[0]),
        _ => $"{Figure(Median)} ({Figure(_values.Min())} - {Figure(_values.Max())})",
    };

    public static string Figure(double value) => Math.Abs(value) switch
    {
        double.NaN => "-",
        double.PositiveInfinity => "never",
        >= 1000 => value.ToString("N0"),
        >= 100 => value.ToString("0"),
        >= 10 => value.ToString("0.0"),
        0 => "0",
        _ => value.ToString("0.00"),
    };
}
