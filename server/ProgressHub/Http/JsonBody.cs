using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ProgressHub.Http;

/// <summary>Reads a JSON body and says where it is wrong.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(ProtocolJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static async Task<T> ReadAsync<T>(HttpRequest request, int maxBytes, CancellationToken ct) where T : class
    {
        if (!request.HasJsonContentType())
        {
            throw new ProblemException(Problem.UnsupportedMediaType, request.ContentType is { } type ? $"The body is {type}." : "The body has no Content-Type.");
        }

        if (request.ContentLength > maxBytes)
        {
            throw new ProblemException(Problem.TooLarge, $"The body has {request.ContentLength} bytes; at most {maxBytes} are taken.");
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 32 }, ct);
            return document.Deserialize<T>(Strict) ?? throw new ProblemException(Problem.InvalidRequest, "The body is null; send an object.", "body");
        }
        catch (JsonException e) when (e.Path is null)
        {
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            throw new ProblemException(Problem.MalformedJson, $"The body is no JSON at {place}.");
        }
        catch (JsonException e)
        {
            var path = e.Path!.TrimStart('$').TrimStart('.');
            throw new ProblemException(Problem.InvalidRequest, path.Length == 0 ? "The body is not an object of this shape." : $"'{path}' is unknown or has the wrong type.", path.Length == 0 ? "body" : path);
        }
    }
}
