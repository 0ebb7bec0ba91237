namespace ProgressHub.Reporting;

/// <summary>What one reporter counts, mended into what may be shown.</summary>
internal readonly record struct ReportedNumbers(long? Done, long? Total, double? Fraction)
{
    /// <summary>Mends raw numbers; <see cref="JobReporter.Unknown"/> and NaN stand for nothing.</summary>
    public static ReportedNumbers Mend(long done, long total, double fraction)
    {
        long? shownDone = done == JobReporter.Unknown ? null : Math.Max(0, done);
        long? shownTotal = total == JobReporter.Unknown ? null : Math.Max(total, shownDone ?? 0);
        return new(shownDone, shownTotal, (shownDone, shownTotal) switch
        {
            (not null, > 0) => (double)shownDone.Value / shownTotal.Value,
            _ when !double.IsNaN(fraction) => Math.Clamp(fraction, 0, 1),
            (0, 0) => 1,
            _ => null,
        });
    }
}
