using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Rights;

/// <summary>Anybody may watch a public job, by requests that are the same for everybody; nobody gets another right by it.</summary>
[Trait("Invariant", "11 No group without a right")]
public sealed class PublicJobTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            _holds.AddTo(hub);
            hub.AuthorizeGroups((_, _, operation) => operation == JobOperation.Submit);
        },
        options => options.PublicGroups.Add("status:*"),
        configure: app => app.UseProgressPolling());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task APollOfAPublicJobMayBeKeptByACacheForASecond()
    {
        var id = await SubmitAsync(isPublic: true);

        using var read = await _host.GetAsync($"api/jobs/{id}");
        var job = await read.JobAsync();
        job.Public.ShouldBe(true);
        read.Headers.CacheControl!.ToString().ShouldBe("public, max-age=1");

        using var nothingNew = await _host.GetAsync($"api/jobs/{id}?after={job.Version + 1000}&wait=0");
        nothingNew.ShouldBe(HttpStatusCode.NoContent);
        nothingNew.Headers.CacheControl!.ToString().ShouldBe("public, max-age=1");
        nothingNew.Headers.ETag.ShouldBe(read.Headers.ETag);
    }

    [Fact]
    public async Task APublicJobIsWatchedOnEveryWayWithoutARight()
    {
        var id = await SubmitAsync(isPublic: true);
        var watchers = _host.AllWays().Select(way => (Way: way, Observer: new Observer(id, new Ledger()))).ToList();
        using var stop = new CancellationTokenSource();
        var following = Task.WhenAll(watchers.Select(watcher => watcher.Way.FollowAsync(watcher.Observer, stop.Token)));
        await _holds.RunningAsync(id);
        _holds.LetGo(id);

        foreach (var (_, observer) in watchers)
        {
            await observer.UntilFinalAsync();
        }

        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task WhoMayWatchMayNotManage()
    {
        var id = await SubmitAsync(isPublic: true);
        foreach (var path in (string[])["cancel", "retry"])
        {
            using var answer = await _host.Http.PostAsync($"api/jobs/{id}/{path}", null);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var detail = await _host.GetAsync($"api/jobs/{id}/detail");
        detail.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AGroupThatTheSettingsNameIsPublicWithItsJobs()
    {
        var id = await SubmitAsync(isPublic: false, "status:nightly");

        using var job = await _host.GetAsync($"api/jobs/{id}");
        job.Headers.CacheControl!.ToString().ShouldBe("public, max-age=1");
        (await job.JobAsync()).Public.ShouldBe(true);
        using var group = await _host.GetAsync("api/groups/status:nightly");
        group.Headers.CacheControl!.ToString().ShouldBe("public, max-age=1");
        using var other = await _host.GetAsync("api/groups/g");
        other.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AJobThatIsNotPublicStaysHidden()
    {
        using var answer = await _host.GetAsync($"api/jobs/{await SubmitAsync(isPublic: false)}");
        answer.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JobId> SubmitAsync(bool isPublic, string group = "g")
    {
        using var answer = await _host.Http.PostAsJsonAsync("api/jobs", new { kind = "hold", @public = isPublic, groups = (string[])[group] });
        answer.ShouldBe(HttpStatusCode.Accepted);
        return (await answer.Content.ReadFromJsonAsync(ProtocolJson.TypeOf<SubmitAnswer>()))!.Job.Id;
    }
}
