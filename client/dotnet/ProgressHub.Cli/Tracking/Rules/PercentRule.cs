using System.Globalization;
using System.Text.RegularExpressions;

namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>The last percentage of a line, as <c>7%</c>, <c>42.5 %</c> or <c>42,5%</c>, or a line that is a number alone; more than 100 is none.</summary>
internal sealed partial class PercentRule : IProgressRule
{
    public Finding? Read(string line, bool isError)
    {
        var found = Marked().Matches(line).LastOrDefault() ?? Bare().Match(line);
        return found.Success
            && double.TryParse(found.Groups["number"].Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            && percent <= 100
            ? new() { Fraction = percent / 100 }
            : null;
    }

    [GeneratedRegex(@"(?<![\d.,])(?<number>\d{1,3}([.,]\d{1,6})?) ?%", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\A\s*(?<number>\d{1,3}(\.\d{1,6})?)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bare();
}
