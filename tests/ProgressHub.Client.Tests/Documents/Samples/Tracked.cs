namespace ProgressHub.Client.Tests.Documents.Samples;

/// <summary>Work of this program as a job.</summary>
internal static class Tracked
{
    public static async Task RunAsync(ProgressHubClient hub)
    {
        // <sample>
        await hub.TrackAsync("render", async (reporter, ct) => await Renderer.RunAsync(reporter.AsPercent(), ct), new() { Groups = [new("team:film")] });
        // </sample>
    }

    private static class Renderer
    {
        public static Task RunAsync(IProgress<double> percent, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            percent.Report(100);
            return Task.CompletedTask;
        }
    }
}
