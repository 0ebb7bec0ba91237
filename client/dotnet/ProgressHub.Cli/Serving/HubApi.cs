using System.Net.Http.Headers;
using System.Text.Json;

namespace ProgressHub.Cli.Serving;

/// <summary>The requests that the client library does not make: groups, many jobs by filter, large results.</summary>
internal sealed class HubApi(HttpClient http, Uri address, Func<CancellationToken, ValueTask<string?>>? token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string _root = address.GetLeftPart(UriPartial.Path).TrimEnd('/') + HubAddresses.Api;

    /// <summary>The names of groups that have jobs.</summary>
    /// <exception cref="ProgressHubException">Anything but the answer.</exception>
    public async Task<IReadOnlyList<string>> GroupsAsync(CancellationToken ct) =>
        Read<IReadOnlyList<string>>(await SendAsync(HttpMethod.Get, "/groups", null, ct));

    /// <summary>The roll-up of a group.</summary>
    /// <exception cref="ProgressHubException">Anything but the answer.</exception>
    public async Task<GroupSummary> GroupAsync(string name, CancellationToken ct) =>
        Read<GroupSummary>(await SendAsync(HttpMethod.Get, $"/groups/{Uri.EscapeDataString(name)}", null, ct));

    /// <summary>Cancels or retries many jobs.</summary>
    /// <param name="action"><c>cancel</c> or <c>retry</c>.</param>
    /// <param name="filter">Which jobs.</param>
    /// <param name="ct">Ends the request, and with it the work.</param>
    /// <exception cref="ProgressHubException">Anything but the answer.</exception>
    public async Task<BulkAnswer> ChangeAsync(string action, JobFilter filter, CancellationToken ct) =>
        Read<BulkAnswer>(await SendAsync(HttpMethod.Post, $"/jobs/{action}", JsonSerializer.SerializeToUtf8Bytes(filter, ProtocolJson.TypeOf<JobFilter>()), ct));

    /// <summary>The whole result of a job, however large.</summary>
    /// <exception cref="ProgressHubException">Anything but the answer.</exception>
    public async Task<JsonElement> ResultAsync(JobId id, CancellationToken ct) =>
        JsonElement.Parse(await SendAsync(HttpMethod.Get, $"/jobs/{id}/result", null, ct));

    private async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(_root + path));
        if (token is not null && await token(ct) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        // A change of many jobs takes as long as there are jobs; everything else is answered at once.
        using var deadline = new CancellationTokenSource(body is null ? Patience : Timeout.InfiniteTimeSpan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response is { IsSuccessStatusCode: true, Content.Headers.ContentType.MediaType: "application/json" } ? answer : throw Fault(response, answer);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ProgressHubException("unreachable", $"{address} cannot be reached: {e.Message}", e) { Cure = "Check the address, the network and whether the server runs.", IsTransient = true };
        }
    }

    private ProgressHubException Fault(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            var problem = JsonElement.Parse(body);
            var code = Text(problem, "code") ?? "internal";
            return new(code, Text(problem, "detail") ?? Text(problem, "title") ?? code) { Status = status, Cure = Text(problem, "cure"), IsTransient = status is 429 or >= 500 };
        }

        return new("not-progresshub", $"{address} answered {status} {response.Content.Headers.ContentType?.MediaType}, which is not ProgressHub.")
        {
            Status = status,
            Cure = "Check the address; it includes the prefix that the server is mapped to.",
        };
    }

    private static T Read<T>(byte[] body) => JsonSerializer.Deserialize(body, ProtocolJson.TypeOf<T>())!;

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
