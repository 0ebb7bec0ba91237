using System.Globalization;
using System.Text.RegularExpressions;
using ProgressHub.Cli.Arguments;

namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>Reads the named groups of a pattern, as a server's commands do. It runs without backtracking, so that no line makes it slow.</summary>
internal sealed class PatternRule : IProgressRule
{
    private static readonly string[] Names = ["done", "total", "percent", "fraction", "unit", "message", "stage"];

    private readonly Regex _pattern;
    private long? _total;

    /// <exception cref="UsageException">The pattern is none, or says nothing.</exception>
    public PatternRule(string pattern, long? total)
    {
        _total = total;
        try
        {
            _pattern = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--progress /{pattern}/ is no regular expression: {e.Message} Look-arounds and back references are not taken.");
        }

        var named = _pattern.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])).ToList();
        if (named.Count == 0 || named.Exists(name => !Names.Contains(name)))
        {
            throw new UsageException($"--progress /{pattern}/ needs named groups of {string.Join(", ", Names)}, and no others, as in /(?<done>\\d+) of (?<total>\\d+)/.");
        }
    }

    public Finding? Read(string line, bool isError)
    {
        var match = _pattern.Match(line);
        if (!match.Success)
        {
            return null;
        }

        _total = (long?)Number(match, "total") ?? _total;
        var done = (long?)Number(match, "done");
        return new()
        {
            Done = done,
            Total = done is null ? null : _total,
            Unit = done is null ? null : Text(match, "unit"),
            Fraction = Number(match, "fraction") ?? (Number(match, "percent") / 100),
            Message = Text(match, "message"),
            Stage = Text(match, "stage"),
        };
    }

    private static string? Text(Match match, string group) => match.Groups[group] is { Success: true } found && found.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Digits may have commas, underscores and blanks between them; a point begins decimals.</summary>
    private static double? Number(Match match, string group)
    {
        var digits = Text(match, group) is { } text ? string.Concat(text.Where(letter => letter is not (',' or '_' or ' '))) : null;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= long.MaxValue ? number : null;
    }
}
