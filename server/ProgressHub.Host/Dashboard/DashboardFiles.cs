using Microsoft.AspNetCore.StaticFiles;

namespace ProgressHub.Host;

/// <summary>Serves the built dashboard, or says how to build it.</summary>
internal static class DashboardFiles
{
    private const string Page = "index.html";

    private const string HowToBuild = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>ProgressHub</title>
        <h1>ProgressHub runs. Its dashboard is not built yet.</h1>
        <p>With Node.js 20 or later, <code>npm start</code> builds it and starts the host.</p>
        <p>The whole API is there: <a href="api/jobs">/api/jobs</a>, <a href="api/kinds">/api/kinds</a>, and the hub at <code>/hubs/jobs</code>.</p>
        """;

    public static void MapDashboardFiles(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheForever });
        app.MapFallback("/{**path:nonfile}", http =>
        {
            var page = app.Environment.WebRootFileProvider.GetFileInfo(Page);
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-cache";
            return page.Exists ? http.Response.SendFileAsync(page, http.RequestAborted) : http.Response.WriteAsync(HowToBuild, http.RequestAborted);
        });
    }

    /// <summary>Built files carry a hash of their content in their name; all others are asked for again.</summary>
    private static void CacheForever(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
}
