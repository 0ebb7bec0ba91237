using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class PruneSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task FinalJobsGoWhenTheyAreTooOld()
    {
        var old = await FinalAsync();
        var waiting = await EnqueueAsync(Job("other"));
        Time.Advance(Day / 2);
        var young = await FinalAsync();
        Time.Advance(Day / 2);

        (await PruneAsync(Policy(Day, 1000))).Select(j => j.Id).ShouldBe([old]);

        (await Store.FindAsync([old, waiting, young], default)).Select(j => j.Id).ShouldBe([waiting, young], ignoreOrder: true);
        await Store.ShouldFitAllJobsAsync();
        (await PruneAsync(Policy(Day, 1000))).ShouldBeEmpty();
    }

    [Fact]
    public async Task OfMoreThanAKindMayHaveTheFirstGo()
    {
        var mine = new List<JobId>();
        for (var n = 0; n < 10; n++)
        {
            mine.Add(await FinalAsync());
            await FinalAsync("other");
        }

        var running = await StartAsync();

        (await PruneAsync(Policy(Day, 1000, ("import", new RetentionRule(Day, 3))), byAge: false)).Select(j => j.Id).ShouldBe(mine.Take(7));

        (await Store.ListAsync(new JobSearch { Kinds = ["other"] }, default)).Jobs.Count.ShouldBe(10);
        (await ReadAsync(running.Id)).State.ShouldBe(JobState.Running);
        await Store.ShouldFitAllJobsAsync();
    }

    [Fact]
    public async Task NoFinalJobIsKeptWhereNoneMayBe()
    {
        await FinalAsync();
        await FinalAsync();

        (await PruneAsync(Policy(Day, 0), byAge: false)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task WithoutNeedNothingIsLookedAt()
    {
        await FinalAsync();
        Time.Advance(Day * 2);

        var answer = await Store.PruneAsync(new PruneStep(Policy(Day, 1), ByAge: false), default);

        (answer.Removed.Count, answer.Next).ShouldBe((0, null));
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AStepRemovesAtMostTwoHundred()
    {
        const int Many = 450;
        await Store.EnqueueAsync(Enumerable.Range(0, Many).Select(_ => Job()).ToArray(), default);
        var claimed = await Store.ClaimAsync(Request(Many), default);
        await Store.WriteAsync(claimed.Jobs.Select(j => new AttemptWrite(Ended(j.Snapshot))).ToArray(), default);

        List<int> steps = [];
        for (long? after = 0; after is { } from;)
        {
            var answer = await Store.PruneAsync(new PruneStep(Policy(Day, 10), ByAge: false, from), default);
            steps.Add(answer.Removed.Count);
            after = answer.Next;
        }

        steps.ShouldBe([200, 200, 40]);
        (await Store.ListAsync(new JobSearch { Limit = 500 }, default)).Jobs.Count.ShouldBe(10);
    }

    [Fact]
    public async Task ALargeStoreIsLookedThroughInSteps()
    {
        await Store.EnqueueAsync(Enumerable.Range(0, 4100).Select(_ => Job("other")).ToArray(), default);
        var last = await FinalAsync();
        Time.Advance(Day);

        var first = await Store.PruneAsync(new PruneStep(Policy(Day, 10), ByAge: true), default);

        // A store that keeps final jobs apart finds it at once; one that walks along all of them goes on another time.
        (first.Next is null).ShouldBe(first.Removed.Count == 1);
        first.Removed.Concat(await PruneAsync(Policy(Day, 10))).ShouldHaveSingleItem().Id.ShouldBe(last);
    }

    [Fact]
    public async Task AChildStaysWithItsParentAndGoesAfterIt()
    {
        var parent = await StartAsync();
        var child = Job();
        child = child with { Snapshot = child.Snapshot with { ParentId = parent.Id } };
        await EnqueueAsync(child);
        await WriteAsync(Ended(await ClaimOneAsync()));
        Time.Advance(Day);
        await Store.RenewAsync(new LeaseRenewal("node-1", [new AttemptKey(parent.Id, Epoch(parent))], Lease), default);

        (await PruneAsync(Policy(Day, 0))).ShouldBeEmpty("the parent is not final");
        await WriteAsync(Ended(parent));
        await Store.RemoveAsync(parent.Id, default);

        (await PruneAsync(Policy(Day * 30, 1000))).ShouldHaveSingleItem().Id.ShouldBe(child.Snapshot.Id);
    }

    [Fact]
    public async Task EverythingOfAJobGoesWithIt()
    {
        var running = await StartAsync(Job(args: $"\"{new string('a', 2000)}\"", groups: ["g"]));
        await WriteAsync(Ended(running), $"\"{new string('x', 5000)}\"");

        (await PruneAsync(Policy(Day, 0))).ShouldHaveSingleItem().Groups.ShouldBe([new GroupName("g")]);

        (await Store.ReadArgsAsync(running.Id, default)).ShouldBeNull();
        (await Store.ReadResultAsync(running.Id, default)).ShouldBeNull();
        (await Store.ReadAttemptsAsync(running.Id, default)).ShouldBeNull();
        (await Store.ListGroupsAsync(10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SubmitsAreTakenAndRetriesWinWhileMuchIsRemoved()
    {
        const int Many = 1000;
        await Store.EnqueueAsync(Enumerable.Range(0, Many).Select(_ => Job()).ToArray(), default);
        var claimed = await Store.ClaimAsync(Request(Many), default);
        await Store.WriteAsync(claimed.Jobs.Select(j => new AttemptWrite(Ended(j.Snapshot))).ToArray(), default);

        var prune = Task.Run(() => PruneAsync(Policy(Day, 0), byAge: false));
        var submits = Enumerable.Range(0, 50).Select(_ => Task.Run(() => EnqueueAsync(Job("other")))).ToArray();
        var retries = claimed.Jobs.Skip(Many - 50).Select(j => Task.Run(() => Store.RetryAsync(j.Snapshot.Id, default))).ToArray();
        await Task.WhenAll(submits).WaitAsync(Deadline);
        var retried = (await Task.WhenAll(retries).WaitAsync(Deadline)).Count(outcome => outcome is not null);
        var removed = await prune.WaitAsync(Deadline);

        (removed.Count + retried).ShouldBe(Many, "each job is either removed or runs again");
        await Store.ShouldFitAllJobsAsync();
    }

    private static RetentionPolicy Policy(TimeSpan age, int count, params (string Kind, RetentionRule Rule)[] kinds) =>
        new(new RetentionRule(age, count), kinds.ToDictionary(kind => kind.Kind, kind => kind.Rule));

    private async Task<List<JobSnapshot>> PruneAsync(RetentionPolicy policy, bool byAge = true)
    {
        List<JobSnapshot> removed = [];
        for (long? after = 0; after is { } from;)
        {
            var answer = await Store.PruneAsync(new PruneStep(policy, byAge, from), default);
            removed.AddRange(answer.Removed);
            after = answer.Next;
        }

        return removed;
    }

    private async Task<JobId> FinalAsync(string kind = "import") => (await WriteAsync(Ended(await StartAsync(Job(kind)))))!.Id;
}
