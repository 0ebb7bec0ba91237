using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>The least a minimal API can do: constant bytes, or 304 when they are known.</summary>
internal static class BareEndpoint
{
    /// <summary>Set to the bytes of a real snapshot before anything asks.</summary>
    public static ReadOnlyMemory<byte> Body { get; set; }

    public static void Map(WebApplication app) => app.MapGet("/bare/{id}", static Task (HttpContext http) =>
    {
        if (http.Request.Headers.IfNoneMatch.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Body.Length;
        return WriteAsync(http);
    });

    private static async Task WriteAsync(HttpContext http) => await http.Response.BodyWriter.WriteAsync(Body, http.RequestAborted);
}
