using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class StatsSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task AnEmptyStoreHasNoNumbers()
    {
        var stats = await Store.ReadStatsAsync(new StatsScope(), default);

        stats.AsOf.ShouldBe(Time.GetUtcNow());
        (stats.ByState.Count, stats.Minutes.Count, stats.Kinds.Count, stats.OldestQueuedAt).ShouldBe((0, 0, 0, null));
    }

    [Fact]
    public async Task JobsAreCountedByKindAndByGroup()
    {
        await EnqueueAsync(Job("a", groups: ["g", "h"]));
        await EnqueueAsync(Job("b", groups: "g"));
        await EnqueueAsync(Job("b", delay: TimeSpan.FromHours(1)));
        await StartAsync(Job("c", groups: "h"));

        await ShouldCountAsync(new StatsScope(), "a:queued=1 b:scheduled=1,queued=1 c:running=1");
        await ShouldCountAsync(new StatsScope("b"), "b:scheduled=1,queued=1");
        await ShouldCountAsync(new StatsScope(Group: new GroupName("g")), "a:queued=1 b:queued=1");
        await ShouldCountAsync(new StatsScope("c", new GroupName("h")), "c:running=1");
        await ShouldCountAsync(new StatsScope(Group: new GroupName("nobody")), "");
        (await Store.ReadStatsAsync(new StatsScope(), default)).ByState["queued"].ShouldBe(2);
    }

    [Fact]
    public async Task AGroupThatAJobNamesTwiceCountsItOnce()
    {
        await EnqueueAsync(Job(groups: ["g", "h", "g"]));
        await ShouldCountAsync(new StatsScope(Group: new GroupName("g")), "import:queued=1");

        await ClaimOneAsync();

        await ShouldCountAsync(new StatsScope(Group: new GroupName("g")), "import:running=1");
        await Store.ShouldFitAllJobsAsync();
    }

    [Fact]
    public async Task ARemovedJobIsCountedNoMore()
    {
        var running = await StartAsync(Job(groups: "g"));
        await WriteAsync(Ended(running));

        await Store.RemoveAsync(running.Id, default);

        var stats = await Store.ReadStatsAsync(new StatsScope(), default);
        stats.Kinds.ShouldHaveSingleItem().ByState.ShouldBeEmpty("its usual duration is still known");
        stats.Minutes.ShouldHaveSingleItem().Succeeded.ShouldBe(1, "it has ended all the same");
        (await Store.ReadStatsAsync(new StatsScope(Group: new GroupName("g")), default)).Kinds.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheOldestQueuedJobIsFoundWhateverItsPriority()
    {
        var began = Time.GetUtcNow();
        var oldest = await EnqueueAsync(Job(priority: -7, groups: "g"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await EnqueueAsync(Job(priority: 9, groups: "g"));
        await EnqueueAsync(Job("other"));

        foreach (var scope in new StatsScope[] { new(), new("import"), new(Group: new GroupName("g")) })
        {
            var stats = await Store.ReadStatsAsync(scope, default);
            stats.OldestQueuedAt.ShouldBe(began);
            stats.Kinds.Single(kind => kind.Kind == "import").OldestQueuedAt.ShouldBe(began);
        }

        await Store.CancelAsync(oldest, default);
        (await Store.ReadStatsAsync(new StatsScope("import"), default)).OldestQueuedAt.ShouldBe(began + TimeSpan.FromMinutes(1));
        await ClaimOneAsync();
        (await Store.ReadStatsAsync(new StatsScope("import"), default)).OldestQueuedAt.ShouldBeNull();
    }

    [Fact]
    public async Task TheUsualDurationIsTheMedianOfTheLastTwentyThatSucceeded()
    {
        for (var n = 1; n <= 25; n++)
        {
            var running = await StartAsync();
            Time.Advance(TimeSpan.FromSeconds(n));
            await WriteAsync(Ended(running));
        }

        var failing = await StartAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(Ended(failing, JobState.Failed));

        // 6 to 25 s.
        (await Store.ReadStatsAsync(new StatsScope(), default)).Kinds.ShouldHaveSingleItem().UsualSeconds.ShouldBe(15.5);
    }

    [Fact]
    public async Task EndsAreToldByTheMinuteForAnHour()
    {
        var first = Time.GetUtcNow();
        await WriteAsync(Ended(await StartAsync(Job(groups: "g"))));
        Time.Advance(TimeSpan.FromSeconds(119));
        await WriteAsync(Ended(await StartAsync(), JobState.Failed));
        await Store.CancelAsync(await EnqueueAsync(Job("other")), default);

        MinuteStats[] both = [new(first, 1, 0, 0), new(first + TimeSpan.FromMinutes(1), 0, 1, 1)];
        (await MinutesAsync(new StatsScope())).ShouldBe(both);
        (await MinutesAsync(new StatsScope("import"))).ShouldBe([both[0], both[1] with { Canceled = 0 }]);
        (await MinutesAsync(new StatsScope(Group: new GroupName("g")))).ShouldBe([both[0]]);
        Time.Advance(TimeSpan.FromMinutes(59));
        (await MinutesAsync(new StatsScope())).ShouldBe([both[1]]);
        await WriteAsync(Ended(await StartAsync()));
        Time.Advance(TimeSpan.FromMinutes(59));
        (await MinutesAsync(new StatsScope())).ShouldHaveSingleItem().Succeeded.ShouldBe(1);
    }

    private async Task<IReadOnlyList<MinuteStats>> MinutesAsync(StatsScope scope) => (await Store.ReadStatsAsync(scope, default)).Minutes;

    private async Task ShouldCountAsync(StatsScope scope, string expected)
    {
        var kinds = (await Store.ReadStatsAsync(scope, default)).Kinds;
        var told = kinds.Select(kind => $"{kind.Kind}:{string.Join(',', Enum.GetValues<JobState>().Where(s => kind.ByState.ContainsKey(s.Name())).Select(s => $"{s.Name()}={kind.ByState[s.Name()]}"))}");
        string.Join(' ', told).ShouldBe(expected);
    }
}
