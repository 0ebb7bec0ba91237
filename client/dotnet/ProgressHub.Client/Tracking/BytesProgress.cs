namespace ProgressHub.Client.Tracking;

/// <summary>A reporter as seen by code that reports how many bytes went by since its beginning.</summary>
internal sealed class BytesProgress(WorkReporter reporter) : IProgress<long>
{
    public void Report(long value) => reporter.Report(value);
}
