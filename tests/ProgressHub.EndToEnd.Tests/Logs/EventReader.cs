using System.Net;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Logs;

/// <summary>Reads a job's stream of events with its log.</summary>
internal sealed class EventReader(TestHost host, JobId id)
{
    public List<LogLine> Lines { get; } = [];

    public string? LastId { get; private set; }

    public JobSnapshot? Job { get; private set; }

    /// <summary>Reads until the stream ends or the condition holds; false when there was nothing to read (204).</summary>
    public async Task<bool> ReadAsync(Func<EventReader, bool>? until = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/jobs/{id}/events?logs=true");
        if (LastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", LastId);
        }

        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            return false;
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var name = "";
        while (until?.Invoke(this) is not true && await reader.ReadLineAsync().Within() is { } line)
        {
            var (field, value) = line.Split(": ", 2) is [var left, var right] ? (left, right) : (line, "");
            switch (field)
            {
                case "event":
                    name = value;
                    break;
                case "id":
                    LastId = value;
                    break;
                case "data" when name == "log":
                    Lines.AddRange(JsonSerializer.Deserialize(value, ProtocolJson.TypeOf<LogLines>())!.Lines);
                    break;
                case "data" when name == "job":
                    Job = JsonSerializer.Deserialize(value, ProtocolJson.TypeOf<JobSnapshot>());
                    break;
            }
        }

        return true;
    }
}
