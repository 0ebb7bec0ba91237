using Microsoft.Extensions.Logging;

namespace ProgressHub.Commands.Settings;

/// <summary>One command as configuration declares it.</summary>
internal sealed record CommandOptions
{
    /// <summary>The program: an absolute path, or a name that is found in <c>PATH</c> at the start.</summary>
    public string? Command { get; init; }

    /// <summary>The arguments, in groups that are left out as one when a value is missing. Read apart: the binder knows no lists of either texts or lists.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Arguments { get; init; } = [];

    /// <summary>What callers may give, by name.</summary>
    public Dictionary<string, ParameterOptions> Parameters { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Where the program works; the data root by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables that the program is given.</summary>
    public Dictionary<string, string> Environment { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Names of variables of this process that the program is given besides the usual ones.</summary>
    public string[] Inherit { get; init; } = [];

    /// <summary>How long an attempt may take, 1 s to 30 days; <c>Jobs:Timeout</c> by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long the program may take to end by itself once it was asked to, up to 10 minutes.</summary>
    public TimeSpan KillAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many attempts a job has, 1 to 100; <c>Jobs:MaxAttempts</c> by default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How many run at the same time on all nodes together, 1 to 1,024; unlimited by default.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Exit codes that fail the job at once, whatever attempts are left.</summary>
    public int[] DoNotRetryOn { get; init; } = [];

    /// <summary>Which lines become the job's log.</summary>
    public LoggedLines Log { get; init; } = LoggedLines.Rest;

    /// <summary>The level of lines from stderr; those from stdout are information.</summary>
    public LogLevel StderrLevel { get; init; } = LogLevel.Warning;

    /// <summary>How progress is read; none is by default.</summary>
    public ProgressOptions? Progress { get; init; }
}
