using ProgressHub.Cli.Arguments;

namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>The rule that <c>--progress</c> asks for.</summary>
internal static class ProgressRules
{
    /// <exception cref="UsageException">There is no such rule.</exception>
    public static IProgressRule? Make(string? rule, long? total) => rule switch
    {
        null when total is not null => throw new UsageException("--total says how much there is to do; say with --progress lines or bytes how it is counted."),
        null => null,
        "lines" => new LinesRule(total),
        "bytes" => new BytesRule(total),
        "percent" when total is not null => throw new UsageException("--total means nothing with --progress percent. Take it away."),
        "percent" => new PercentRule(),
        ['/', .. var pattern, '/'] => new PatternRule(pattern, total),
        _ => throw new UsageException($"--progress is '{rule}'. Use lines, percent, bytes, or a pattern between slashes such as /(?<done>\\d+) of (?<total>\\d+)/."),
    };
}
