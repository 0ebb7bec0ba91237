using Microsoft.Extensions.Logging;

namespace ProgressHub.Reporting;

/// <summary>Mends lines that somebody elsewhere has logged into lines of a job's log.</summary>
internal static class LineRelay
{
    public const int MaxLines = 1000;

    public static IReadOnlyList<LoggedLine> Mend(IReadOnlyList<ReportedLine> lines, DateTimeOffset now)
    {
        var mended = new LoggedLine[lines.Count];
        for (var i = 0; i < mended.Length; i++)
        {
            var line = lines[i];
            mended[i] = new(line.At < now ? line.At.Value.ToUniversalTime() : now, Level(line.Level), ReportedText.MendLine(line.Text, JobLog.MaxTextBytes) ?? "");
        }

        return mended;
    }

    private static LogLevel Level(string? name) => name?.Trim().ToLowerInvariant() switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "warning" or "warn" => LogLevel.Warning,
        "error" or "err" => LogLevel.Error,
        "critical" or "fatal" or "crit" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
