namespace ProgressHub.Host;

/// <summary>Asks a host on this machine whether it is ready, for a container's health check: images have no curl.</summary>
internal static class HealthProbe
{
    /// <summary>The argument that asks instead of running a host.</summary>
    public const string Option = "--health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Answers the exit code: 0 when the host with these settings is ready.</summary>
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        var url = new Uri(HostBuilding.LocalUrl(configuration), "health/ready");
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(url);
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"{url} does not answer: {e.Message}");
            return 1;
        }
    }
}
