namespace ProgressHub.Client.Tests.Documents.Samples;

// <sample>
internal sealed class ImportViewModel(JobHandle<ImportResult> import) : IDisposable
{
    public ObservableJob Job { get; } = import.Observe();
    public void Dispose() => Job.Dispose();
}
// </sample>
