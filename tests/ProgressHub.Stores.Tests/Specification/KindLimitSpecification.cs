using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>At most so many jobs of a kind run at the same time.</summary>
public abstract class KindLimitSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task AtMostSoManyJobsOfAKindRunAtTheSameTime()
    {
        await Store.EnqueueAsync([Job(), Job(), Job(), Job(), Job("other"), Job("other"), Job("other")], default);

        var first = await ClaimAsync(Limited(10, 3));
        (await ClaimAsync(Limited(10, 3))).ShouldBeEmpty();
        await WriteAsync(Ended(first.First(job => job.Kind == "import")));
        var second = await ClaimAsync(Limited(10, 3));

        first.Select(job => job.Kind).Order().ShouldBe(["import", "import", "import", "other", "other", "other"]);
        second.ShouldHaveSingleItem().Kind.ShouldBe("import");
    }

    [Theory]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Scheduled)]
    public async Task AWaitingClaimIsServedAtOnceWhenAJobOfItsKindEnds(JobState end)
    {
        var running = (await StartTwoAsync()).First;
        var claim = Store.ClaimAsync(Limited(5, 1, LongWait), default);
        claim.IsCompleted.ShouldBeFalse();

        await WriteAsync(running with { State = end, Version = running.Version + 1, DueAt = Time.GetUtcNow() + LongWait });

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AWaitingClaimIsServedAtOnceWhenALostJobOfItsKindHasNoAttemptLeft()
    {
        await StartTwoAsync(maxAttempts: 1);
        var claim = Store.ClaimAsync(Limited(5, 1, LongWait), default);
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        await Store.TendAsync(default);

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TheLimitHoldsOverManyWorkers()
    {
        await Store.EnqueueAsync([.. Enumerable.Range(0, 200).Select(_ => Job())], default);
        var (running, most, ended) = (0, 0, 0);

        var workers = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref ended) < 200)
            {
                foreach (var job in await ClaimAsync(Limited(2, 3)))
                {
                    Max(ref most, Interlocked.Increment(ref running));
                    await Task.Yield();
                    // No longer counted before the store may give the place to somebody else.
                    Interlocked.Decrement(ref running);
                    await WriteAsync(Ended(job));
                    Interlocked.Increment(ref ended);
                }
            }
        }));

        await Task.WhenAll(workers).WaitAsync(Deadline);
        most.ShouldBeInRange(1, 3);
    }

    private async Task<(JobSnapshot First, JobId Second)> StartTwoAsync(int maxAttempts = 3)
    {
        await EnqueueAsync(Job(maxAttempts: maxAttempts));
        var second = await EnqueueAsync(Job());
        return ((await ClaimAsync(Limited(1, 1))).ShouldHaveSingleItem(), second);
    }

    private async Task<IReadOnlyList<JobSnapshot>> ClaimAsync(ClaimRequest request) =>
        [.. (await Store.ClaimAsync(request, default)).Jobs.Select(claimed => claimed.Snapshot)];

    private static ClaimRequest Limited(int max, int limit, TimeSpan wait = default) =>
        Request(max, wait) with { Kinds = [new("import", max, limit), new("other", max)] };

    private static void Max(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
