using System.Globalization;
using System.Text.Json;

namespace ProgressHub.Cli.Serving;

/// <summary>Keeps what the client does not carry on: the last problem as the server wrote it, and the server's clock.</summary>
internal sealed class ProblemKeeper(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private JsonElement? _last;
    private long _aheadTicks;

    /// <summary>Now, by the server's clock as far as it is known, so that "12 s ago" is true on a machine whose clock is off.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <summary>The last problem if it has this code.</summary>
    public JsonElement? Problem(string code) =>
        _last is { } problem && problem.TryGetProperty("code", out var value) && value.ValueEquals(code) ? problem : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("ProgressHub-Time", out var values)
            && DateTimeOffset.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var theirs))
        {
            Interlocked.Exchange(ref _aheadTicks, (theirs - time.GetUtcNow()).Ticks);
        }

        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            // The client reads it again from the buffer.
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            _last = Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        return response;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            var json = JsonElement.Parse(body);
            return json.ValueKind is JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
