using System.Text.RegularExpressions;

namespace ProgressHub.Scheduling;

/// <summary>Refuses what one program's cron reads otherwise than another's, and tells the unmistakable form.</summary>
internal static partial class CronChecks
{
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>Quartz takes a list with nothing in it, and then finds no time that there is.</summary>
    /// <exception cref="FormatException">A list has an empty place.</exception>
    public static void Lists(string[] fields)
    {
        foreach (var field in fields)
        {
            if (field.StartsWith(',') || field.EndsWith(',') || field.Contains(",,", StringComparison.Ordinal))
            {
                throw new FormatException($"The list '{field}' has an empty place: write a value there, or take the comma away.");
            }
        }
    }

    /// <summary>Two restricted fields for days mean either; but where one has a star in it, crontab(5) wants both at once, and Quartz does not.</summary>
    /// <exception cref="FormatException">A step over all days stands beside a restricted field for days.</exception>
    public static void Unix(string day, string weekday)
    {
        if (day is not ("*" or "?") && weekday is not ("*" or "?") && (day.Contains('*') || weekday.Contains('*')))
        {
            throw new FormatException(
                $"The days '{day}' and the weekdays '{weekday}' mean either of them in some crons and both at once in others: write 1-31 or 0-6 in place of *, and either is enough.");
        }
    }

    /// <summary>Beside seconds, Quartz counts Sunday as 1 where others count it as 0.</summary>
    /// <exception cref="FormatException">A weekday is a number; its names are told.</exception>
    public static void Quartz(string weekday)
    {
        if (Number().Match(weekday) is { Success: true } number)
        {
            var value = int.Parse(number.Value);
            throw new FormatException(value is < 1 or > 7
                ? $"The weekday '{number.Value}' is a number: write its name, {Weekdays[0]} to {Weekdays[^1]}."
                : $"The weekday '{number.Value}' is a number, and Quartz counts Sunday as 1 where others count it as 0: write {Weekdays[value - 1]} or {Weekdays[value % 7]}.");
        }
    }

    /// <summary>A number that is neither a step (<c>MON/2</c>) nor a count (<c>MON#2</c>).</summary>
    [GeneratedRegex(@"(?<![#/\d])\d{1,9}", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
