using System.Globalization;

namespace ProgressHub.Cli.Words;

/// <summary>Spans and moments as people read them.</summary>
internal static class Times
{
    /// <summary>In steps that grow with the distance, so that the text does not flicker: "about 2 min left".</summary>
    public static string Left(double seconds) => seconds switch
    {
        < 10 => "a few seconds left",
        < 60 => $"about {Math.Min(50, Round(seconds, 10))} s left",
        < 600 => $"about {Math.Max(1, Nearest(seconds / 60))} min left",
        < 3_600 => $"about {Math.Min(55, Round(seconds / 60, 5))} min left",
        < 6 * 3_600 => $"about {InHalves(Round(seconds / 60, 30))} left",
        < 48 * 3_600 => $"about {Nearest(seconds / 3_600)} h left",
        _ => $"about {Nearest(seconds / 86_400)} days left",
    };

    /// <summary>A clock that runs: "2:14", "1:02:14".</summary>
    public static string Clock(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");
    }

    /// <summary>How long something took: "840 ms", "4.2 s", "2 min 14 s", "1 h 2 min".</summary>
    public static string Took(TimeSpan span)
    {
        var seconds = Math.Max(0, span.TotalSeconds);
        return seconds switch
        {
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds * 1_000)} ms"),
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds * 10) / 10:F1} s"),
            _ => LargestTwo(span),
        };
    }

    /// <summary>A span in one unit: "12 s", "4 min", "3 h", "2 d".</summary>
    public static string Span(TimeSpan span) => Math.Max(0, span.TotalSeconds) switch
    {
        < 60 and var seconds => $"{(long)seconds} s",
        < 3_600 and var seconds => $"{(long)(seconds / 60)} min",
        < 86_400 and var seconds => $"{(long)(seconds / 3_600)} h",
        var seconds => $"{(long)(seconds / 86_400)} d",
    };

    /// <summary>How long ago: "now", "12 s", and from seven days on the date.</summary>
    public static string Age(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        return span.TotalSeconds < 5 ? "now"
            : span.TotalDays < 7 ? Span(span)
            : at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>A moment for programs: RFC 3339 in UTC with milliseconds.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static long Nearest(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);

    private static long Round(double value, long to) => Math.Max(to, Nearest(value / to) * to);

    private static string InHalves(long minutes) => minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h 30 min";

    private static string LargestTwo(TimeSpan span)
    {
        (int Value, string Unit)[] parts = [(span.Days, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds, "s")];
        return string.Join(' ', parts.SkipWhile(part => part.Value == 0).Take(2).Where(part => part.Value > 0).Select(part => $"{part.Value} {part.Unit}"));
    }
}
