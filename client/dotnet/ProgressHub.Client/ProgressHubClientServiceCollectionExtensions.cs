using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProgressHub;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a client of ProgressHub to an app.</summary>
public static class ProgressHubClientServiceCollectionExtensions
{
    private const string Name = "ProgressHub";

    /// <summary>Adds one <see cref="ProgressHubClient"/> for the whole app. The answer takes handlers, proxies and certificates for its requests and its socket.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">The settings; the address is needed.</param>
    public static IHttpClientBuilder AddProgressHubClient(this IServiceCollection services, Action<ProgressHubClientOptions> configure)
    {
        services.AddOptions<ProgressHubClientOptions>().Configure(configure);
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<ProgressHubClientOptions>>().Value;
            options.Http ??= provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name);
            return new ProgressHubClient(options);
        });
        // One client lives as long as the app, so its handler must not be taken away; names are looked up anew instead.
        return services.AddHttpClient(Name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
