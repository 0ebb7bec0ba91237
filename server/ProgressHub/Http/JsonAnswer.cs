using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ProgressHub.Http;

/// <summary>Writes a message of the protocol.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync<T>(HttpContext http, T value)
    {
        ServerTime.Stamp(http);
        http.Response.ContentType = "application/json";
        if (http.Response.Headers.CacheControl.Count == 0)
        {
            http.Response.Headers.CacheControl = "private, no-cache";
        }

        return JsonSerializer.SerializeAsync(http.Response.BodyWriter, value, ProtocolJson.TypeOf<T>(), http.RequestAborted);
    }
}
