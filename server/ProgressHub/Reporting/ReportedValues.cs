using System.Text;

namespace ProgressHub.Reporting;

/// <summary>What a job has reported, as it came; <see cref="JobReporter.Unknown"/> and NaN stand for nothing.</summary>
internal readonly record struct ReportedValues(long Done, long Total, double Fraction, string? Unit, string? Message)
{
    public const int MaxMessageBytes = 1024;
    public const int MaxUnitBytes = 64;

    /// <summary>Mends the values into what may be shown, with the rate that belongs to them.</summary>
    public JobProgress ToProgress(RateMeter rate, DateTimeOffset now)
    {
        long? done = Done == JobReporter.Unknown ? null : Math.Max(0, Done);
        long? total = Total == JobReporter.Unknown ? null : Math.Max(Total, done ?? 0);
        double? fraction = (done, total) switch
        {
            (not null, > 0) => (double)done.Value / total.Value,
            _ when !double.IsNaN(Fraction) => Math.Clamp(Fraction, 0, 1),
            (0, 0) => 1,
            _ => null,
        };
        var perSecond = (done, fraction) switch
        {
            (not null, _) => rate.Update(now, done.Value),
            (null, not null) => rate.Update(now, fraction.Value),
            _ => null,
        };
        var left = (done, total, fraction) switch
        {
            (not null, not null, _) => total.Value - done.Value,
            (null, _, not null) => 1 - fraction.Value,
            _ => double.NaN,
        };
        return new JobProgress
        {
            Done = done,
            Total = total,
            Fraction = fraction is null ? null : Math.Round(fraction.Value, 6),
            Unit = Cut(Unit, MaxUnitBytes),
            Message = Cut(Message, MaxMessageBytes),
            RatePerSecond = done is null ? null : perSecond,
            EtaSeconds = perSecond > 0 && !double.IsNaN(left) ? Math.Round(left / perSecond.Value, 1) : null,
        };
    }

    /// <summary>Cuts text to so many bytes of UTF-8, visibly, and never through a character.</summary>
    internal static string? Cut(string? text, int maxBytes)
    {
        // A character is at most 3 bytes, so short texts need no count.
        if (text is null || text.Length * 3 <= maxBytes || Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var room = maxBytes - 3;
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, kept), "…");
    }
}
