using Microsoft.Extensions.Logging;

namespace ProgressHub.Storage;

/// <summary>Which lines of a log to read.</summary>
/// <param name="Id">The job.</param>
public sealed record LogSearch(JobId Id)
{
    /// <summary>Only lines with a higher number; a negative one counts from the end, so that -200 means the newest 200.</summary>
    public long AfterSeq { get; init; }

    /// <summary>How many lines at most, from 1.</summary>
    public int Limit { get; init; } = 200;

    /// <summary>How many UTF-16 characters of text at most, beside one line of any length; no cap by default.</summary>
    public int MaxChars { get; init; } = int.MaxValue;

    /// <summary>Only lines of this level and graver ones.</summary>
    public LogLevel Level { get; init; } = LogLevel.Trace;

    /// <summary>Only lines that contain this text, in letters of either case.</summary>
    public string? Text { get; init; }

    internal bool IsFiltered => Text is not null || Level > LogLevel.Trace;
}
