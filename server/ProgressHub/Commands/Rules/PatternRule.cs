using System.Globalization;
using System.Text.RegularExpressions;

namespace ProgressHub.Commands.Rules;

/// <summary>Reads the named groups of a pattern. Numbers may have commas, underscores and blanks between their digits; a point begins decimals.</summary>
internal sealed class PatternRule(Regex pattern, JobReporter reporter, long? total, string? unit) : IProgressRule
{
    private long? _total = total;
    private StageReporter? _stage;
    private string? _stageName;

    private JobReporter Current => _stage ?? reporter;

    public bool Read(string line)
    {
        var match = pattern.Match(line);
        if (!match.Success)
        {
            return false;
        }

        EnterStage(Text(match, "stage"));
        var message = Text(match, "message");
        if (Number(match, "done") is { } done)
        {
            _total = Whole(Number(match, "total")) ?? _total;
            Current.Report(Whole(done)!.Value, _total, Text(match, "unit") ?? unit, message);
        }
        else if ((Number(match, "fraction") ?? Number(match, "percent") / 100) is { } fraction)
        {
            ((IProgress<double>)Current).Report((double)fraction);
        }

        if (message is not null)
        {
            Current.Report(message);
        }

        return true;
    }

    private void EnterStage(string? name)
    {
        if (name is null || name == _stageName)
        {
            return;
        }

        _stage?.Dispose();
        (_stage, _stageName) = (reporter.Stage(name), name);
    }

    private static string? Text(Match match, string group) => match.Groups[group] is { Success: true, Value: { Length: > 0 } text } ? text.Trim() : null;

    private static decimal? Number(Match match, string group)
    {
        var digits = Text(match, group)?.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static long? Whole(decimal? number) => number is null ? null : (long)Math.Clamp(number.Value, 0, long.MaxValue);
}
