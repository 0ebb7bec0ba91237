using Microsoft.Extensions.Logging;

namespace ProgressHub;

/// <summary>Which lines of a job's log to read. By default all that are kept, up to the newest there is.</summary>
public sealed record LogQuery
{
    /// <summary>Only lines after this number; a negative one counts from the end, so that -200 means the newest 200. 0 by default: from the oldest that is kept.</summary>
    public long After { get; init; }

    /// <summary>Only lines of this level and graver ones; <see cref="LogLevel.Trace"/> by default, which is every line.</summary>
    public LogLevel Level { get; init; } = LogLevel.Trace;

    /// <summary>Only lines that contain this text, in letters of either case; null, the default, for every line.</summary>
    public string? Text { get; init; }

    /// <summary>Whether to wait for further lines until the job is final; false by default.</summary>
    public bool Follow { get; init; }

    internal bool IsFiltered => Level > LogLevel.Trace || !string.IsNullOrEmpty(Text);
}
