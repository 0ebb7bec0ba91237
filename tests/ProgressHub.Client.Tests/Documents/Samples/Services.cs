using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Client.Tests.Documents.Samples;

/// <summary>The client in an app with dependency injection.</summary>
internal static class Services
{
    public static void Add(IServiceCollection services)
    {
        // <sample>
        services.AddProgressHubClient(o => o.Address = new("http://127.0.0.1:5080"));
        // </sample>
    }
}
