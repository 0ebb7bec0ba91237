using System.Globalization;

namespace ProgressHub.Cli.Words;

/// <summary>Counts and bytes as people read them. Never rounded up: what is shown as done has been done.</summary>
internal static class Numbers
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>A whole number with its thousands apart: "1,204,331".</summary>
    public static string Count(double value) => Math.Floor(value).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>From 10,000 three digits and a letter: "12.3k", "1.20M".</summary>
    public static string TightCount(double value) => value switch
    {
        < 10_000 => Count(value),
        < 1e6 => $"{ThreeDigits(value / 1e3)}k",
        < 1e9 => $"{ThreeDigits(value / 1e6)}M",
        _ => $"{ThreeDigits(value / 1e9)}G",
    };

    /// <summary>Bytes in powers of 1,000 with three digits: "24.1" and "MB".</summary>
    /// <param name="value">How many.</param>
    /// <param name="like">Chooses the unit, so that a part and its whole share one.</param>
    public static (string Digits, string Unit) Bytes(double value, double like)
    {
        var power = 0;
        while (power < ByteUnits.Length - 1 && like >= Math.Pow(1_000, power + 1))
        {
            power++;
        }

        var scaled = value / Math.Pow(1_000, power);
        return (power == 0 ? Count(scaled) : ThreeDigits(scaled), ByteUnits[power]);
    }

    private static string ThreeDigits(double value)
    {
        var decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        var factor = Math.Pow(10, decimals);
        return (Math.Floor((value * factor) + 1e-9) / factor).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
