using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProgressHub.Execution;

/// <summary>Says in the sender's words what System.Text.Json found wrong: the member, and what it should be.</summary>
internal static partial class ArgsFault
{
    public static JobRefusedException Of(JsonException fault, string kind)
    {
        var path = (fault.Path ?? "$").TrimStart('$').TrimStart('.');
        if (Missing().Match(fault.Message) is { Success: true } missing)
        {
            var names = missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal).TrimEnd('.');
            var first = names.Split(',')[0].Trim();
            return Fault(Join(path, first), $"'{first}' is missing. The arguments of '{kind}' need {names}; see /api/kinds.");
        }

        if (Unmapped().Match(fault.Message) is { Success: true } unmapped)
        {
            var name = unmapped.Groups["name"].Value;
            return Fault(path.Length > 0 ? path : name, $"'{kind}' has no argument '{name}'. Take it away, or see /api/kinds for its name.");
        }

        return Fault(path, path.Length == 0
            ? $"The arguments of '{kind}' are a JSON object; see /api/kinds."
            : $"'{path}' does not have the type that '{kind}' needs; see /api/kinds.");
    }

    private static JobRefusedException Fault(string member, string message) =>
        new("invalid-request", message, member.Length == 0 ? "args" : $"args.{member}");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex("missing required properties including: (?<names>.*?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property '(?<name>.*?)' could not be mapped", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Unmapped();
}
