namespace ProgressHub.Reporting;

/// <summary>Hands on to a reporter what somebody elsewhere says. What a report leaves out stays as it was.</summary>
internal sealed class ReporterRelay(JobReporter reporter)
{
    /// <summary>Whole numbers up to here are the same in every language.</summary>
    public const double Most = 9_007_199_254_740_991;

    private long? _done;
    private long? _total;

    public JobReporter Reporter => reporter;

    /// <summary>The reporter as a stage; null for that of the whole job.</summary>
    public StageReporter? Stage => reporter as StageReporter;

    public void Take(double? done, double? total, double? fraction, string? unit, string? message)
    {
        (_done, _total) = (Whole(done, 0) ?? _done, Whole(total, 0) ?? _total);
        var share = fraction is { } known && double.IsFinite(known) ? known : default(double?);
        if (done is not null || total is not null || share is not null || unit is not null || message is not null)
        {
            reporter.Set(_done ?? JobReporter.Unknown, _total, share, unit, message);
        }
    }

    /// <summary>A number as it may be counted: whole, and no less than the least.</summary>
    public static long? Whole(double? number, double least) => number is { } given && !double.IsNaN(given) ? (long)Math.Clamp(Math.Floor(given), least, Most) : null;
}
