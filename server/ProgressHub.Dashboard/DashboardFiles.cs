using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;

namespace ProgressHub.Dashboard;

/// <summary>Serves what the front end was built into, and the page for every other address.</summary>
internal sealed class DashboardFiles
{
    /// <summary>The part of an address below the dashboard.</summary>
    public const string Rest = "rest";

    private readonly RequestDelegate _files;
    private readonly DashboardPage _page;

    /// <param name="branch">A pipeline of its own: the middleware for files steps back where an endpoint was chosen.</param>
    /// <param name="page">The page.</param>
    public DashboardFiles(IApplicationBuilder branch, DashboardPage page)
    {
        _page = page;
        branch.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheForever });
        branch.Run(static http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        _files = branch.Build();
    }

    public Task ServeAsync(HttpContext http)
    {
        PageHeaders.AddTo(http.Response.Headers);
        var rest = (string?)http.GetRouteValue(Rest) ?? "";
        return _page.HasFile(rest) ? ServeFileAsync(http, rest) : _page.WriteAsync(http, rest);
    }

    private async Task ServeFileAsync(HttpContext http, string file)
    {
        var (path, endpoint) = (http.Request.Path, http.GetEndpoint());
        http.Request.Path = $"/{DashboardPage.Folder}/{file}";
        http.SetEndpoint(null);
        try
        {
            await _files(http);
        }
        finally
        {
            http.Request.Path = path;
            http.SetEndpoint(endpoint);
        }
    }

    /// <summary>Built files carry a hash of their content in their name; all others are asked for again.</summary>
    private static void CacheForever(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments($"/{DashboardPage.Folder}/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
}
