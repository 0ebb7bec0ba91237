using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ProgressHub.Client.Http;

/// <summary>One request and its answer: adds the token, asks for another one once after a 401, and makes every fault a <see cref="ProgressHubException"/>.</summary>
internal sealed class HubHttp(HttpClient http, Endpoint endpoint, Func<CancellationToken, ValueTask<string?>>? accessToken, TimeProvider time)
{
    private const string Json = "application/json";

    /// <summary>For a body that has begun; a page of jobs passes even a very thin line in this time.</summary>
    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(30);

    /// <summary>For the provider of tokens, which may have to ask a server of its own.</summary>
    private static readonly TimeSpan TokenPatience = TimeSpan.FromSeconds(30);

    public Endpoint Endpoint => endpoint;

    /// <summary>What opens the socket, too, so that proxies and certificates are those of the requests.</summary>
    public HttpMessageInvoker Invoker => http;

    /// <exception cref="ProgressHubException">The provider failed, or did not answer within 30 s.</exception>
    public async ValueTask<string?> TokenAsync(CancellationToken ct)
    {
        try
        {
            return accessToken is null ? null : await accessToken(ct).AsTask().WaitAsync(TokenPatience, time, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new ProgressHubException("no-token", $"AccessToken failed: {e.Message}", e) { Cure = "Mend the provider of tokens.", IsTransient = true };
        }
    }

    /// <summary>Sends what <paramref name="make"/> makes and reads the answer.</summary>
    /// <param name="make">Makes the request anew for each sending.</param>
    /// <param name="token">Stands for the access token; null for none of its own.</param>
    /// <param name="patience">How long the answer may take to begin.</param>
    /// <param name="ct">The caller's own wish to stop.</param>
    /// <exception cref="ProgressHubException">Anything but an answer.</exception>
    public async Task<Answer<T>> SendAsync<T>(Func<HttpRequestMessage> make, string? token, TimeSpan patience, CancellationToken ct) where T : class
    {
        var (body, store) = await ReadAsync(make, token, patience, ct).ConfigureAwait(false);
        try
        {
            return new(body is null ? null : JsonSerializer.Deserialize(body, ProtocolJson.TypeOf<T>()), store);
        }
        catch (JsonException e)
        {
            throw Faults.NotUnderstood(endpoint, e);
        }
    }

    /// <summary>The body as it came; none with 204.</summary>
    /// <exception cref="ProgressHubException">Anything but an answer.</exception>
    public async Task<Answer<byte[]>> ReadAsync(Func<HttpRequestMessage> make, string? token, TimeSpan patience, CancellationToken ct)
    {
        using var response = await SendAsync(make, token, patience, ct).ConfigureAwait(false);
        var store = response.Headers.TryGetValues("ProgressHub-Store", out var values) ? values.FirstOrDefault() : null;
        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            return new(null, store);
        }

        using var deadline = new CancellationTokenSource(BodyPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == Json
                ? new(await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false), store)
                : throw await Faults.OfAsync(response, endpoint, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLost(e, ct))
        {
            throw Faults.NotReached(endpoint, e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, string? token, TimeSpan patience, CancellationToken ct)
    {
        var response = await SendOnceAsync(make, token, patience, ct).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.Unauthorized || token is not null || accessToken is null)
        {
            return response;
        }

        response.Dispose();
        return await SendOnceAsync(make, token, patience, ct).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> make, string? token, TimeSpan patience, CancellationToken ct)
    {
        using var request = make();
        if ((token ?? await TokenAsync(ct).ConfigureAwait(false)) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await Bounds.EndAsync(http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token), either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLost(e, ct))
        {
            throw Faults.NotReached(endpoint, deadline.IsCancellationRequested ? new TimeoutException($"no answer within {patience.TotalSeconds:0.#} s", e) : e);
        }
    }

    /// <summary>The network's doing, a deadline's, or that of a handler of the app, which may throw what it likes; not the caller's own token.</summary>
    /// <remarks>No list of types: of a connection that is reset the moment it was made, HttpClient lets a bare SocketException through.</remarks>
    private static bool IsLost(Exception e, CancellationToken ct) => e is not ProgressHubException && !(e is OperationCanceledException && ct.IsCancellationRequested);
}
