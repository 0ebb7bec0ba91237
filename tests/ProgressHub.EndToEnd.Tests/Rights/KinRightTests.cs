using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Rights;

/// <summary>Whoever names a job as a parent or as one to wait for needs the right to it.</summary>
[Trait("Invariant", "11 No group without a right")]
public sealed class KinRightTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;
    private JobId _id;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            hub =>
            {
                hub.AddNothing();
                _holds.AddTo(hub);
                hub.AuthorizeGroups((user, group, _) => group.Value == $"user:{user.Identity?.Name}");
            },
            configure: app => app.Use((http, next) =>
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, http.Request.Query["_user"].ToString())], "test"));
                return next(http);
            }));
        _id = await _host.Queue.EnqueueAsync("hold", new HoldArgs(), new() { Groups = [new("user:ann")] });
        await _holds.RunningAsync(_id);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("""{"kind":"nothing","groups":["user:eve"],"parentId":"{0}"}""", "job-not-found", 404, "parentId")]
    [InlineData("""{"kind":"nothing","groups":["user:eve"],"after":{"jobs":["{0}"]}}""", "invalid-request", 400, "after.jobs[0]")]
    public async Task AStrangerIsToldThatThereIsNoSuchJob(string item, string code, int status, string member)
    {
        var body = item.Replace("{0}", _id.ToString(), StringComparison.Ordinal);
        using var single = await PostAsync("api/jobs?_user=eve", body);
        using var batch = await PostAsync("api/jobs/batch?_user=eve", $$"""{"jobs":[{{body}}]}""");

        (await single.ShouldBeProblemAsync(code, status)).GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue();
        (await batch.ShouldBeProblemAsync(code, status)).GetProperty("errors").TryGetProperty($"jobs[0].{member}", out _).ShouldBeTrue();
        (await _host.Store.ListAsync(new(), default)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TheOwnerMayAndABatchMayNameItsOwn()
    {
        using var single = await PostAsync("api/jobs?_user=ann", $$"""{"kind":"nothing","groups":["user:ann"],"parentId":"{{_id}}"}""");
        using var batch = await PostAsync("api/jobs/batch?_user=eve", """
            {"jobs":[{"kind":"nothing","groups":["user:eve"],"ref":"a"},{"kind":"nothing","groups":["user:eve"],"after":{"jobs":["ref:a"]}}]}
            """);

        single.IsSuccessStatusCode.ShouldBeTrue();
        batch.IsSuccessStatusCode.ShouldBeTrue();
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        _host.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
}
