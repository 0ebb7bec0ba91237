using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProgressHub.Http;

namespace ProgressHub.Dashboard;

/// <summary>The one HTML page of the dashboard, which shows each of its addresses. It is told where it lies and where the API is, both relative to itself, so that it works behind any prefix.</summary>
internal sealed class DashboardPage(IWebHostEnvironment environment, MappedPrefix api)
{
    /// <summary>Where the static web assets of this package lie in the web root of an app.</summary>
    public const string Folder = "_content/ProgressHub.Dashboard";

    private const string Name = "index.html";
    private const string BaseTag = "<base href=\"./\">";
    private const string ApiTag = "<meta name=\"progresshub\" content=\"./\">";

    private const string HowToBuild = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>ProgressHub</title>
        <h1>ProgressHub runs. Its dashboard is not built yet.</h1>
        <p>With Node.js 20 or later, <code>npm start</code> builds it and starts the host.</p>
        <p>The whole API is there: <a href="api/jobs">/api/jobs</a>, <a href="api/kinds">/api/kinds</a>, and the hub at <code>/hubs/jobs</code>.</p>
        """;

    /// <summary>The pages that have no further part, and those that may have one (client/js/dashboard/src/shell/paths.ts).</summary>
    private static readonly string[] Single = ["", "new", "recurring", "nodes"];
    private static readonly string[] WithPart = ["jobs", "groups"];

    /// <summary>Whether the rest of an address is that of a built file; the page itself is none.</summary>
    public bool HasFile(string rest) => rest is not ("" or Name) && environment.WebRootFileProvider.GetFileInfo($"{Folder}/{rest}") is { Exists: true, IsDirectory: false };

    /// <summary>Writes the page; with 404 where it will say that there is nothing, and bare where a built file is gone.</summary>
    public async Task WriteAsync(HttpContext http, string rest)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.StatusCode = IsPage(rest) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        if (rest.StartsWith("assets/", StringComparison.Ordinal))
        {
            return;
        }

        var html = await ReadAsync(http.RequestAborted) is { } page ? Place(page, http) : HowToBuild;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(html);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.WriteAsync(html, http.RequestAborted);
        }
    }

    private static bool IsPage(string rest) => rest.TrimEnd('/').Split('/') switch
    {
        [var only] => only is Name || Single.Contains(only) || WithPart.Contains(only),
        [var first, _] => WithPart.Contains(first),
        _ => false,
    };

    private async Task<string?> ReadAsync(CancellationToken ct)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"{Folder}/{Name}");
        if (!file.Exists)
        {
            return null;
        }

        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }

    private string Place(string page, HttpContext http)
    {
        // The last segment of the pattern is the rest; those before it are where the dashboard is mapped.
        var depth = ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.PathSegments.Count - 1;
        return page
            .Replace(BaseTag, $"<base href=\"{BaseOf(http.Request.Path.Value ?? "/", depth)}\">", StringComparison.Ordinal)
            .Replace(ApiTag, $"<meta name=\"progresshub\" content=\"{Up(depth)}{api.Value.TrimStart('/')}{(api.Value is "" ? "" : "/")}\">", StringComparison.Ordinal);
    }

    /// <summary>From the address that was asked for up to where the dashboard is mapped.</summary>
    private static string BaseOf(string path, int depth)
    {
        var below = path.Count(c => c == '/') - depth;
        return below > 0 ? Up(below - 1) : $"{path[(path.LastIndexOf('/') + 1)..]}/";
    }

    private static string Up(int levels) => levels == 0 ? "./" : string.Concat(Enumerable.Repeat("../", levels));
}
