using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Jobs with a concurrency key: at most so many of a key run at the same time, and keys take turns.</summary>
public abstract class KeyLimitSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task AtMostSoManyJobsOfAKeyRunAtTheSameTime()
    {
        await Store.EnqueueAsync([.. Enumerable.Range(0, 5).Select(_ => Keyed("a", perKey: 2)), Keyed("b", perKey: 2)], default);

        var first = await ClaimAsync(10);
        (await ClaimAsync(10)).ShouldBeEmpty();
        await WriteAsync(Ended(first.First(job => job.ConcurrencyKey == "a")));

        first.Select(job => job.ConcurrencyKey).Order().ShouldBe(["a", "a", "b"]);
        (await ClaimAsync(10)).ShouldHaveSingleItem().ConcurrencyKey.ShouldBe("a");
    }

    [Fact]
    public async Task AHeldJobIsQueuedAndKeepsItsVersion()
    {
        await StartAsync(Keyed("a"));
        var held = Keyed("a");
        await EnqueueAsync(held);

        (await ClaimAsync(1)).ShouldBeEmpty();

        Json(await ReadAsync(held.Snapshot.Id)).ShouldBe(Json(held.Snapshot));
    }

    [Fact]
    public async Task KeysTakeTurns()
    {
        await Store.EnqueueAsync([.. "aaabbc".Select(key => Keyed($"{key}", perKey: 16))], default);

        (await ClaimAsync(10)).Select(job => job.ConcurrencyKey).ShouldBe(["a", "b", "c", "a", "b", "a"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task AThousandJobsOfOneKeyDoNotStarveTheOneOfAnother(int perKey)
    {
        await Store.EnqueueAsync([.. Enumerable.Range(0, 1000).Select(_ => Keyed("a", perKey))], default);
        await EnqueueAsync(Keyed("b", perKey));
        await EnqueueAsync(Job());

        var order = new List<string?>();
        for (var turn = 0; turn < 4; turn++)
        {
            var running = await ClaimOneAsync();
            order.Add(running.ConcurrencyKey);
            await WriteAsync(Ended(running));
        }

        order.ShouldBe(["a", "b", null, "a"]);
    }

    [Fact]
    public async Task TheSameKeyOfAnotherKindIsAnotherKey()
    {
        await StartAsync(Keyed("a"));
        await EnqueueAsync(Keyed("a", kind: "other"));

        (await ClaimAsync(5)).ShouldHaveSingleItem().Kind.ShouldBe("other");
    }

    [Theory]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Canceled)]
    [InlineData(JobState.Scheduled)]
    public async Task AWaitingClaimIsServedAtOnceWhenTheKeyIsFree(JobState end)
    {
        var running = await StartAsync(Keyed("a"));
        var next = await EnqueueAsync(Keyed("a"));
        var claim = Store.ClaimAsync(Request(5, LongWait), default);
        claim.IsCompleted.ShouldBeFalse();

        await WriteAsync(running with { State = end, Version = running.Version + 1, DueAt = Time.GetUtcNow() + LongWait });

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem().Snapshot.Id.ShouldBe(next);
    }

    [Fact]
    public async Task ACanceledJobMakesWayForTheNextOfItsKey()
    {
        var (first, second, third) = (await EnqueueAsync(Keyed("a")), await EnqueueAsync(Keyed("a")), await EnqueueAsync(Keyed("a")));

        await Store.CancelAsync(second, default);
        await Store.CancelAsync(first, default);

        (await ClaimAsync(5)).ShouldHaveSingleItem().Id.ShouldBe(third);
    }

    [Fact]
    public async Task AMoreUrgentJobOvertakesThoseOfItsKey()
    {
        await EnqueueAsync(Keyed("a"));
        await EnqueueAsync(Job(priority: 3));
        var urgent = await EnqueueAsync(Keyed("a", priority: 5));

        var order = await ClaimAsync(5);

        order.Count.ShouldBe(2);
        order[0].Id.ShouldBe(urgent);
    }

    /// <summary>However a job comes back, it finds the only place of its key taken and waits for it.</summary>
    [Theory]
    [InlineData("returned")]
    [InlineData("due")]
    [InlineData("lost")]
    [InlineData("retried")]
    public async Task AJobThatComesBackPassesTheSameGate(string how)
    {
        var first = await StartAsync(Keyed("a"));
        var others = new[] { Keyed("a"), Keyed("a") };
        await Store.EnqueueAsync(others, default);
        await ComeBackAsync(first, how);

        var order = new List<JobId>();
        for (var turn = 0; turn < 3; turn++)
        {
            var running = (await ClaimAsync(5)).ShouldHaveSingleItem();
            order.Add(running.Id);
            await WriteAsync(Ended(running));
        }

        order.ShouldBe([first.Id, .. others.Select(job => job.Snapshot.Id)], ignoreOrder: true);
        (await ClaimAsync(5)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AChangedLimitComesWithTheNextJob()
    {
        await Store.EnqueueAsync([Keyed("a", perKey: 1), Keyed("a", perKey: 1), Keyed("a", perKey: 1)], default);
        var running = (await ClaimAsync(5)).ShouldHaveSingleItem();

        await EnqueueAsync(Keyed("a", perKey: 3));
        (await ClaimAsync(5)).Count.ShouldBe(2);
        await EnqueueAsync(Keyed("a", perKey: 1));
        await WriteAsync(Ended(running));

        (await ClaimAsync(5)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AJobWhoseKeyWasForgottenMeanwhileKeepsItsLimit()
    {
        var jobs = new[] { Keyed("a", perKey: 1, delay: TimeSpan.FromSeconds(5)), Keyed("a", perKey: 1, delay: TimeSpan.FromSeconds(5)) };
        await Store.EnqueueAsync(jobs, default);
        Time.Advance(TimeSpan.FromSeconds(6));

        (await ClaimAsync(5)).ShouldHaveSingleItem();
    }

    private async Task ComeBackAsync(JobSnapshot running, string how)
    {
        switch (how)
        {
            case "returned":
                await WriteAsync(running with { State = JobState.Queued, Version = running.Version + 1 });
                break;
            case "due":
                await WriteAsync(running with { State = JobState.Scheduled, Version = running.Version + 1, DueAt = Time.GetUtcNow() });
                await Store.TendAsync(default);
                break;
            case "lost":
                Time.Advance(Lease + TimeSpan.FromSeconds(1));
                await Store.TendAsync(default);
                break;
            default:
                await WriteAsync(Ended(running, JobState.Failed));
                await Store.RetryAsync(running.Id, default);
                break;
        }
    }

    private NewJob Keyed(string key, int perKey = 1, int priority = 0, string kind = "import", TimeSpan? delay = null)
    {
        var job = Job(kind, priority: priority, delay: delay);
        return job with { Snapshot = job.Snapshot with { ConcurrencyKey = key }, ConcurrencyPerKey = perKey };
    }

    private async Task<IReadOnlyList<JobSnapshot>> ClaimAsync(int max) =>
        [.. (await Store.ClaimAsync(Request(max, default, "import", "other"), default)).Jobs.Select(claimed => claimed.Snapshot)];
}
