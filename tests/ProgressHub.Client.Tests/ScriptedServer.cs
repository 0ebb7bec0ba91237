using System.Net;
using System.Text;
using System.Text.Json;

namespace ProgressHub.Client.Tests;

/// <summary>Answers requests as a test says, and remembers them. Sockets are refused unless the test says otherwise.</summary>
internal sealed class ScriptedServer(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<(string Line, string? Key, string? Token)> _requests = [];

    public IReadOnlyList<(string Line, string? Key, string? Token)> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public ProgressHubClient Client(Action<ProgressHubClientOptions>? configure = null)
    {
        var options = new ProgressHubClientOptions
        {
            Address = new("http://jobs.test/prefix"),
            Http = new HttpClient(this),
            Retry = new() { First = TimeSpan.FromMilliseconds(10), Most = TimeSpan.FromMilliseconds(50), GiveUpAfter = TimeSpan.FromSeconds(5) },
        };
        configure?.Invoke(options);
        return new(options);
    }

    public static HttpResponseMessage Json<T>(T value, HttpStatusCode number = HttpStatusCode.OK) =>
        Text(JsonSerializer.Serialize(value, ProtocolJson.TypeOf<T>()), "application/json", number);

    public static HttpResponseMessage Text(string text, string type, HttpStatusCode number = HttpStatusCode.OK) =>
        new(number) { Content = new StringContent(text, Encoding.UTF8, type) };

    public static HttpResponseMessage Problem(int number, string code) =>
        Text($$"""{"code":"{{code}}","title":"It is refused.","cure":"Do otherwise."}""", "application/problem+json", (HttpStatusCode)number);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_gate)
        {
            var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
            _requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", key, request.Headers.Authorization?.Parameter));
            number = _requests.Count;
        }

        return Task.FromResult(answer(request, number));
    }
}
