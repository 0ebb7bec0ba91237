using System.Globalization;
using System.Net;
using System.Text;

namespace ProgressHub.TestKit;

/// <summary>Follows over server-sent events, and comes back with <c>Last-Event-ID</c>.</summary>
public sealed class EventWatcher(HttpClient http, Uri address) : Watcher(address)
{
    public override string Name => "events";

    /// <summary>How often a return was answered by 204: nothing follows a final snapshot.</summary>
    public int Ends { get; private set; }

    protected override async Task FollowOnceAsync(Observer observer, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, $"api/jobs/{observer.Id}/events"));
        if (observer.Known >= 0)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", observer.Known.ToString(CultureInfo.InvariantCulture));
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            Ends++;
            return;
        }

        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        var (name, id) = ("", "");
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var (field, value) = line.Split(": ", 2) is [var left, var right] ? (left, right) : (line, "");
            switch (field)
            {
                case "event":
                    (name, id) = (value, "");
                    break;
                case "id":
                    id = value;
                    break;
                case "data" when name == "job":
                    See(observer, value, id);
                    break;
                case "data" when name == "ended":
                    observer.EndedBecause = "removed";
                    break;
            }
        }
    }

    private static void See(Observer observer, string data, string id)
    {
        var snapshot = observer.See(Encoding.UTF8.GetBytes(data), "events");
        if (id != snapshot.Version.ToString(CultureInfo.InvariantCulture))
        {
            observer.Ledger.Fault($"events gave version {snapshot.Version} the id {id}");
        }
    }
}
