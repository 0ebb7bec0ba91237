using System.Text;
using System.Text.Json;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class StatsTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddNothing().AddBroken();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task TheNumbersTellHowJobsStandAndHowManyEnded()
    {
        await _host.UntilFinalAsync(await _host.SubmitAsync("nothing", groups: "g:1"));
        await _host.UntilFinalAsync(await _host.SubmitAsync("broken"));
        await _holds.RunningAsync(await _host.SubmitAsync("hold", groups: "g:1"));

        var all = await StatsAsync("api/stats");
        var ofGroup = await StatsAsync("api/stats?group=g:1");
        var ofKind = await StatsAsync("api/stats?kind=broken");

        all.ByState.ShouldBe(new Dictionary<string, long> { ["running"] = 1, ["succeeded"] = 1, ["failed"] = 1 }, ignoreOrder: true);
        (all.Minutes.Sum(m => m.Succeeded), all.Minutes.Sum(m => m.Failed), all.Minutes.Sum(m => m.Canceled)).ShouldBe((1, 1, 0));
        all.Kinds.Select(kind => kind.Kind).ShouldBe(["broken", "hold", "nothing"]);
        all.Kinds.ShouldAllBe(kind => kind.Known);
        ofGroup.Kinds.Select(kind => kind.Kind).ShouldBe(["hold", "nothing"]);
        ofKind.Kinds.ShouldHaveSingleItem().ByState.ShouldBe(new Dictionary<string, long> { ["failed"] = 1 });
    }

    [Fact]
    public async Task AKindThatNobodyKnowsStaysQueuedAndIsShownAsSuch()
    {
        var now = DateTimeOffset.UtcNow;
        var job = new JobSnapshot { Id = JobId.New(now), Kind = "kind-of-next-year", State = JobState.Queued, Version = 1, MaxAttempts = 3, CreatedAt = now };
        await _host.Store.EnqueueAsync([new NewJob(job, Encoding.UTF8.GetBytes("{}"))], default);
        await _host.UntilFinalAsync(await _host.SubmitAsync("nothing"));

        var stats = await StatsAsync("api/stats?kind=kind-of-next-year");

        var kind = stats.Kinds.ShouldHaveSingleItem();
        kind.Known.ShouldBeFalse();
        kind.ByState.ShouldBe(new Dictionary<string, long> { ["queued"] = 1 });
        stats.OldestQueuedAt.ShouldNotBeNull().ToUnixTimeMilliseconds().ShouldBe(now.ToUnixTimeMilliseconds());
        (await _host.ReadAsync(job.Id)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task AKindTellsHowLongItUsuallyTakes()
    {
        await _host.UntilFinalAsync(await _host.SubmitAsync("nothing"));

        using var response = await _host.GetAsync("api/kinds");
        var kinds = (await response.JsonAsync()).GetProperty("kinds").EnumerateArray().ToDictionary(kind => kind.GetProperty("name").GetString()!);

        kinds["nothing"].GetProperty("usualSeconds").GetDouble().ShouldBeInRange(0, 60);
        kinds["hold"].TryGetProperty("usualSeconds", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task AGroupWithoutJobsHasNoNumbers()
    {
        using var response = await _host.GetAsync("api/stats?group=nobody");

        await response.ShouldBeProblemAsync("group-not-found", 404);
    }

    private async Task<JobStats> StatsAsync(string path)
    {
        using var response = await _host.GetAsync(path);
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<JobStats>())!;
    }
}
