using System.Globalization;
using System.Text.RegularExpressions;

namespace ProgressHub.Cli.Arguments;

/// <summary>Durations as one types them: <c>90</c> and <c>90s</c> are seconds, <c>500ms</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>.</summary>
internal static partial class Durations
{
    /// <summary>What to write, for messages.</summary>
    public const string Form = "Write it as 90s, 5m, 1h30m or 2d; a number alone is seconds.";

    /// <summary>Reads one; false where it is none, or longer than the ten thousand days that timers can bear.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var parts = Parts().Match(text);
        if (!parts.Success)
        {
            return false;
        }

        var seconds = parts.Groups["part"].Captures.Zip(parts.Groups["unit"].Captures, (part, unit) =>
            double.Parse(part.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Factor(unit.Value)).Sum();
        if (seconds > TimeSpan.FromDays(10_000).TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static double Factor(string unit) => unit switch { "ms" => 0.001, "m" => 60, "h" => 3_600, "d" => 86_400, _ => 1 };

    [GeneratedRegex(@"\A((?<part>\d{1,9}(\.\d{1,6})?)(?<unit>ms|s|m|h|d|\z))+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parts();
}
