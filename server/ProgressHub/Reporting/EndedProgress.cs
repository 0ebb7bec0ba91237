namespace ProgressHub.Reporting;

/// <summary>What stays of an attempt's progress once it has ended: nothing goes on, so there is neither a rate nor time left.</summary>
internal static class EndedProgress
{
    /// <summary>A job that has succeeded is done.</summary>
    public static JobProgress? Finished(this JobProgress? progress) => progress.Stopped() is { } stopped
        ? stopped with { Fraction = stopped.Fraction is null ? null : 1, Stage = null }
        : null;

    public static JobProgress? Stopped(this JobProgress? progress) =>
        progress is null ? null : progress with { EtaSeconds = null, RatePerSecond = null };
}
