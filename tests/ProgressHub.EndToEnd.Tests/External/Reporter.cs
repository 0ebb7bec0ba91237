using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.External;

/// <summary>Somebody elsewhere who runs a job and reports on it.</summary>
internal sealed class Reporter(JobId id, string? token)
{
    public JobId Id => id;

    public string? Token => token;

    public static async Task<Reporter> SubmitAsync(HttpClient http, string members = "")
    {
        using var response = await PostAsync(http, "api/jobs", $$"""{"kind":"elsewhere","external":true{{members}}}""", null);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(202, body);
        return Of(JsonSerializer.Deserialize(body, ProtocolJson.TypeOf<SubmitAnswer>())!);
    }

    public static Reporter Of(SubmitAnswer answer) => new(answer.Job.Id, answer.ReportToken);

    /// <summary>Sends a body as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpClient http, string body, string command = "report") => PostAsync(http, $"api/jobs/{id}/{command}", body, token);

    /// <summary>Reports, and expects that it counts.</summary>
    public async Task<ReportAnswer> ReportAsync(HttpClient http, string body, string command = "report")
    {
        using var response = await SendAsync(http, body, command);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonSerializer.Deserialize(text, ProtocolJson.TypeOf<ReportAnswer>())!;
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }
}
