using System.Text.RegularExpressions;

namespace ProgressHub.Commands.Rules;

/// <summary>The regular expressions of settings. They run without backtracking, so that no line of a program makes them slow.</summary>
internal static class LinePattern
{
    /// <summary>The groups that mean something.</summary>
    public static readonly IReadOnlyList<string> Groups = ["done", "total", "percent", "fraction", "unit", "message", "stage"];

    /// <summary>What is wrong with a pattern; null when all is well.</summary>
    public static string? Fault(string pattern)
    {
        try
        {
            var names = Make(pattern).GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])).ToList();
            if (names.FirstOrDefault(name => !Groups.Contains(name)) is { } unknown)
            {
                return $"has a group named {unknown}, which means nothing. Use {string.Join(", ", Groups)}, or (?:…) for a group without a name.";
            }

            return names.Count == 0 ? $"has no named group, so it says nothing. Name one of {string.Join(", ", Groups)}, as in (?<done>\\d+)." : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"is no regular expression: {e.Message} Look-arounds and back references are not taken.";
        }
    }

    public static Regex Make(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
