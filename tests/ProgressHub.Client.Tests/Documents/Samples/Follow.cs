namespace ProgressHub.Client.Tests.Documents.Samples;

/// <summary>The first lines of the client's README.</summary>
internal static class Follow
{
    public static async Task RunAsync()
    {
        // <sample>
        await using var hub = new ProgressHubClient(new Uri("http://127.0.0.1:5080"));
        var job = await hub.SubmitAsync(Kinds.Import, new("cities.csv"));
        await foreach (var s in job.WatchAsync()) Console.WriteLine($"{s.State} {s.Progress?.Fraction:P0} {s.Progress?.Message}");
        // </sample>
    }
}
