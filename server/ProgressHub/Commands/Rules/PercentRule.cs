using System.Globalization;
using System.Text.RegularExpressions;

namespace ProgressHub.Commands.Rules;

/// <summary>The last percentage of a line, as <c>7%</c>, <c>42.5 %</c> or <c>42,5%</c>; more than 100 is none. A line that is a number alone counts too, as programs print for other programs.</summary>
internal sealed partial class PercentRule(JobReporter reporter) : IProgressRule
{
    public bool Read(string line)
    {
        var found = Percentages().Matches(line).LastOrDefault() ?? Alone().Match(line);
        if (!found.Success
            || !double.TryParse(found.Groups["number"].Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            || percent > 100)
        {
            return false;
        }

        ((IProgress<double>)reporter).Report(percent / 100);
        return true;
    }

    [GeneratedRegex(@"(?<![\d.,])(?<number>\d{1,3}([.,]\d{1,6})?) ?%", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percentages();

    [GeneratedRegex(@"\A\s*(?<number>\d{1,3}(\.\d{1,6})?)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alone();
}
