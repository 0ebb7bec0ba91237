using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub;
using ProgressHub.Http;
using ProgressHub.Hubs;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps ProgressHub's addresses.</summary>
public static class ProgressHubEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>/api/…</c>, <c>/health/…</c> and the hub at <c>/hubs/jobs</c>, all below the prefix; on a node that is a worker alone only <c>/health/…</c>.</summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="prefix">Such as <c>/progress</c>; none by default.</param>
    public static IEndpointConventionBuilder MapProgressHub(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.ServiceProvider.GetRequiredService<MappedPrefix>().Value = prefix.TrimEnd('/');
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<ProgressHubOptions>>().Value;
        var root = endpoints.MapGroup(prefix);
        HealthEndpoints.Map(root);
        if (options.Jobs.Role == NodeRole.Worker)
        {
            WorkerEndpoints.Map(root);
            return root;
        }

        var api = root.MapGroup(HubAddresses.Api);
        JobEndpoints.Map(api);
        BatchEndpoints.Map(api);
        ReportEndpoints.Map(api);
        EventEndpoints.Map(api);
        GroupEndpoints.Map(api);
        KindEndpoints.Map(api);
        RecurringEndpoints.Map(api);
        StatsEndpoints.Map(api);
        NodeEndpoints.Map(api);
        DetailEndpoints.Map(api);
        LogEndpoints.Map(api);
        BulkEndpoints.Map(api);
        api.Map("/{**rest}", Guarded.Handler(static _ => throw new ProblemException(Problem.NotFound)));
        root.MapHub<JobHub>(HubAddresses.Hub, hub =>
        {
            // The fallback is our own polling, which needs no sticky sessions; one transport is one thing to get right.
            hub.Transports = HttpTransportType.WebSockets;
            hub.TransportSendTimeout = options.Push.SlowConnectionTimeout * 2;
            hub.TransportMaxBufferSize = 16 * 1024;
            hub.WebSockets.CloseTimeout = TimeSpan.FromSeconds(1);
        });
        return root;
    }
}
