using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ProgressHub.Http;

/// <summary>Writes problems as <c>application/problem+json</c>.</summary>
internal static class ProblemWriter
{
    // Never shown as HTML, so quotes and letters of all scripts may stand as they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext http, ProblemException fault)
    {
        var (response, problem) = (http.Response, fault.Problem);
        response.Clear();
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (problem == Problem.Unauthenticated)
        {
            // RFC 9110, section 11.6.1.
            response.Headers.WWWAuthenticate = "Bearer";
        }

        ServerTime.Stamp(http);
        if (fault.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await using var json = new Utf8JsonWriter(response.BodyWriter, Readable);
        json.WriteStartObject();
        json.WriteString("type", $"urn:progresshub:problem:{problem.Code}");
        json.WriteString("title", problem.Title);
        json.WriteNumber("status", problem.Status);
        json.WriteString("code", problem.Code);
        json.WriteString("detail", fault.Detail ?? problem.Title);
        json.WriteString("cure", problem.Cure);
        json.WriteString("traceId", Activity.Current?.Id ?? http.TraceIdentifier);
        if (fault.Member is { } member)
        {
            json.WriteStartObject("errors");
            json.WriteStartArray(member);
            json.WriteStringValue(fault.Detail ?? problem.Title);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
