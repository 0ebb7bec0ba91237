using System.Net;
using System.Text.Json;

namespace ProgressHub.Client.Http;

/// <summary>Makes exceptions of what came instead of an answer.</summary>
internal static class Faults
{
    public const string Unreachable = "unreachable";
    public const string NotProgressHub = "not-progresshub";
    public const string ProtocolMismatch = "protocol-mismatch";

    public static ProgressHubException NotReached(Endpoint endpoint, Exception inner) =>
        new(Unreachable, $"{endpoint} cannot be reached: {inner.Message}", inner)
        {
            Cure = "Check the address, the network and whether the server runs.",
            IsTransient = true,
        };

    public static ProgressHubException NotUnderstood(Endpoint endpoint, Exception? inner) =>
        new(ProtocolMismatch, $"{endpoint} answers in a way that this client does not understand: {inner?.Message}", inner)
        {
            Cure = "Update the client, or the server: they speak different versions of the protocol.",
        };

    /// <summary>The fault of an answer that is not what was asked for.</summary>
    public static async Task<ProgressHubException> OfAsync(HttpResponseMessage response, Endpoint endpoint, CancellationToken ct)
    {
        var number = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter?.Delta;
        var passes = number is 408 or 429 or >= 500;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json" && await ReadAsync(response, ct).ConfigureAwait(false) is { Code: { } code } problem)
        {
            return new(code, problem.Detail ?? problem.Title ?? code) { Status = number, Cure = problem.Cure, RetryAfter = wait, IsTransient = passes };
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return response.StatusCode is HttpStatusCode.Unauthorized
                ? new("unauthenticated", $"{endpoint} does not know the caller.") { Status = number, Cure = "Give an AccessToken that is still good." }
                : new("forbidden", $"{endpoint} gives the caller no right to do this.") { Status = number, Cure = "Ask for the right." };
        }

        // A gateway's own page while the server restarts passes; a page where the interface should be does not.
        return new(NotProgressHub, $"{endpoint} answered {number} {response.Content.Headers.ContentType?.MediaType}, which is not ProgressHub.")
        {
            Status = number,
            Cure = "Check the address; it includes the prefix that the server is mapped to.",
            RetryAfter = wait,
            IsTransient = passes,
        };
    }

    private static async Task<Problem?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, ProblemContext.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
