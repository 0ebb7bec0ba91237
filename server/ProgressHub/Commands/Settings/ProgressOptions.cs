namespace ProgressHub.Commands.Settings;

/// <summary>How progress is read from what a program prints.</summary>
internal sealed record ProgressOptions
{
    /// <summary>The rule; must be said.</summary>
    public ProgressRuleName? Rule { get; init; }

    /// <summary>For the rule <c>pattern</c>: a regular expression with groups named done, total, percent, fraction, unit, message, stage.</summary>
    public string? Pattern { get; init; }

    /// <summary>Where the rule looks: <c>stdout</c> for the rule <c>lines</c>, else both by default.</summary>
    public OutputStream? Stream { get; init; }

    /// <summary>How much there is to do: a number, or the placeholder of a number. For the rule <c>ffmpeg</c> in seconds.</summary>
    public string? Total { get; init; }

    /// <summary>What is counted.</summary>
    public string? Unit { get; init; }
}
