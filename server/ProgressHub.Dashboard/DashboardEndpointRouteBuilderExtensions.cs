using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Dashboard;
using ProgressHub.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the dashboard.</summary>
public static class DashboardEndpointRouteBuilderExtensions
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the pages of the dashboard and their files. Whatever else the app maps below the path goes before them.</summary>
    /// <param name="endpoints">The app, in which <c>MapProgressHub</c> maps what the pages ask.</param>
    /// <param name="path">Such as <c>/jobs</c>; the root by default.</param>
    /// <returns>A builder that a right can be required of: <c>.RequireAuthorization("…")</c>.</returns>
    public static IEndpointConventionBuilder MapProgressHubDashboard(this IEndpointRouteBuilder endpoints, string path = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        var page = ActivatorUtilities.CreateInstance<DashboardPage>(endpoints.ServiceProvider);
        var files = new DashboardFiles(endpoints.CreateApplicationBuilder(), page);
        var mapped = endpoints.MapMethods($"{path.TrimEnd('/')}/{{**{DashboardFiles.Rest}}}", Methods, files.ServeAsync);
        mapped.Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
        return mapped;
    }
}
