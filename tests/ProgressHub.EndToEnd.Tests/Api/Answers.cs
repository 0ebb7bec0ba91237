using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>Short words for requests and what they are answered with.</summary>
internal static class Answers
{
    public static async Task<HttpResponseMessage> SendAsync(this TestHost host, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await host.Http.SendAsync(request);
    }

    public static Task<HttpResponseMessage> GetAsync(this TestHost host, string path, params (string Name, string Value)[] headers) =>
        host.SendAsync(HttpMethod.Get, path, headers);

    public static Task<HttpResponseMessage> PostAsync(this TestHost host, string path) => host.SendAsync(HttpMethod.Post, path);

    public static Task<HttpResponseMessage> SubmitTextAsync(this TestHost host, string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type.Length == 0 ? null : MediaTypeHeaderValue.Parse(type);
        return host.Http.PostAsync("api/jobs", content);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync());

    public static async Task<JobSnapshot> JobAsync(this HttpResponseMessage response) =>
        JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<JobSnapshot>())!;

    public static async Task<JobPage> PageAsync(this HttpResponseMessage response) =>
        JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<JobPage>())!;

    public static long Version(this HttpResponseMessage response)
    {
        var tag = response.Headers.ETag.ShouldNotBeNull();
        tag.IsWeak.ShouldBeTrue();
        return long.Parse(tag.Tag.Trim('"'));
    }

    /// <summary>An RFC 9457 problem, whole: type, title, number, code, detail, cure and trace id.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage response, string code, int number)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(number, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(text);
        problem.GetProperty("type").GetString().ShouldBe($"urn:progresshub:problem:{code}");
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe(number);
        foreach (var member in (string[])["title", "detail", "cure", "traceId"])
        {
            problem.GetProperty(member).GetString().ShouldNotBeNullOrWhiteSpace(member);
        }

        return problem;
    }

    public static void ShouldBe(this HttpResponseMessage response, HttpStatusCode expected) => response.StatusCode.ShouldBe(expected);
}
