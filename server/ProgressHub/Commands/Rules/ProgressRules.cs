using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Rules;

/// <summary>The rule that settings ask for.</summary>
internal static class ProgressRules
{
    /// <summary>The setting that is wrong, and what to write instead; null when all is well.</summary>
    public static (string Setting, string Fault)? Fault(ProgressOptions options) => options switch
    {
        { Rule: null } => ("rule", "is missing. Set it to pattern, percent, lines or ffmpeg."),
        { Rule: ProgressRuleName.Pattern, Pattern: null } => ("pattern", "is missing. Write a regular expression with groups such as (?<done>\\d+)/(?<total>\\d+)."),
        { Rule: ProgressRuleName.Pattern } => LinePattern.Fault(options.Pattern) is { } fault ? ("pattern", fault) : null,
        { Pattern: not null } => ("pattern", "means nothing for this rule. Take it away, or set rule to pattern."),
        { Rule: ProgressRuleName.Percent, Total: not null } => ("total", "means nothing for the rule percent. Take it away."),
        _ => null,
    };

    /// <summary>A rule for one attempt.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="reporter">Where it reports.</param>
    /// <param name="total">How much there is to do; null while unknown.</param>
    public static IProgressRule Make(ProgressOptions options, JobReporter reporter, decimal? total)
    {
        long? count = total is null ? null : (long)Math.Clamp(decimal.Ceiling(total.Value), 0, long.MaxValue);
        return options.Rule switch
        {
            ProgressRuleName.Pattern => new PatternRule(LinePattern.Make(options.Pattern!), reporter, count, options.Unit),
            ProgressRuleName.Lines => new LinesRule(reporter, count, options.Unit ?? "lines"),
            ProgressRuleName.Ffmpeg => new FfmpegRule(reporter, total),
            _ => new PercentRule(reporter),
        };
    }

    /// <summary>Where a rule looks.</summary>
    public static OutputStream StreamOf(ProgressOptions options) =>
        options.Stream ?? (options.Rule is ProgressRuleName.Lines ? OutputStream.Stdout : OutputStream.Both);
}
