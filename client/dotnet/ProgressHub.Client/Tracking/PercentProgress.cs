namespace ProgressHub.Client.Tracking;

/// <summary>A reporter as seen by code that reports 0 to 100.</summary>
internal sealed class PercentProgress(WorkReporter reporter) : IProgress<double>
{
    public void Report(double value) => reporter.ReportFraction(value / 100);
}
