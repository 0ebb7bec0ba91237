using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class ClaimSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AClaimRaisesTheEpochAndStartsAnAttempt()
    {
        var job = Job(args: """{"path":"a.csv"}""");
        await EnqueueAsync(job);

        var claimed = (await Store.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem();

        claimed.Snapshot.State.ShouldBe(JobState.Running);
        claimed.Snapshot.Version.ShouldBe((1L << 32) + 1);
        claimed.Snapshot.Attempt.ShouldBe(1);
        claimed.Snapshot.Node.ShouldBe("node-1");
        claimed.Snapshot.StartedAt.ShouldBe(Time.GetUtcNow());
        Text(claimed.Args).ShouldBe("""{"path":"a.csv"}""");
        Json(await ReadAsync(job.Snapshot.Id)).ShouldBe(Json(claimed.Snapshot));
    }

    [Fact]
    public async Task HigherPrioritiesComeFirstAndThenOlderJobs()
    {
        var low = await EnqueueAsync(Job(priority: -1));
        var first = await EnqueueAsync(Job("other"));
        var second = await EnqueueAsync(Job());
        var high = await EnqueueAsync(Job("other", priority: 5));

        var claimed = await Store.ClaimAsync(Request(10, default, "import", "other"), default);

        claimed.Jobs.Select(j => j.Snapshot.Id).ShouldBe([high, first, second, low]);
    }

    [Fact]
    public async Task AClaimTakesNoMoreThanItAskedFor()
    {
        foreach (var kind in new[] { "a", "a", "a", "b", "b", "b" })
        {
            await EnqueueAsync(Job(kind));
        }

        var request = Request(4) with { Kinds = [new KindDemand("a", 1), new KindDemand("b", 9)] };
        var kinds = (await Store.ClaimAsync(request, default)).Jobs.Select(j => j.Snapshot.Kind);

        kinds.Order().ShouldBe(["a", "b", "b", "b"]);
        (await Store.ClaimAsync(Request(2, default, "a"), default)).Jobs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task AKindThatIsNamedTwiceIsClaimedOnce()
    {
        var id = await EnqueueAsync(Job());

        var claimed = await Store.ClaimAsync(Request(5, default, "import", "import"), default);

        claimed.Jobs.ShouldHaveSingleItem().Snapshot.Id.ShouldBe(id);
    }

    [Fact]
    public async Task JobsOfUnknownKindsStayQueued()
    {
        var id = await EnqueueAsync(Job("kind-of-next-year"));

        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();

        (await ReadAsync(id)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task AClaimWaitsForAJob()
    {
        var claim = Store.ClaimAsync(Request(1, LongWait), default);
        claim.IsCompleted.ShouldBeFalse();

        var id = await EnqueueAsync(Job());

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem().Snapshot.Id.ShouldBe(id);
    }

    [Fact]
    public async Task AWaitingClaimIsNotServedJobsOfOtherKinds()
    {
        var claim = Store.ClaimAsync(Request(1, LongWait), default);

        await EnqueueAsync(Job("other"));
        var id = await EnqueueAsync(Job());

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem().Snapshot.Id.ShouldBe(id);
    }

    [Fact]
    public async Task AWaitingClaimIsServedByARetryAndByAReturnedJob()
    {
        var running = await StartAsync();
        var claim = Store.ClaimAsync(Request(1, LongWait), default);
        await WriteAsync(running with { State = JobState.Queued, Version = running.Version + 1 });
        var again = (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem().Snapshot;
        again.Attempt.ShouldBe(2);

        await WriteAsync(Ended(again, JobState.Failed));
        claim = Store.ClaimAsync(Request(1, LongWait), default);
        await Store.RetryAsync(running.Id, default);

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem().Snapshot.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task AClaimThatWaitedLongEnoughIsAnsweredEmpty()
    {
        var claim = Store.ClaimAsync(Request(1, TimeSpan.FromSeconds(20)), default);
        await SettleAsync();

        Time.Advance(TimeSpan.FromSeconds(21));

        (await claim.WaitAsync(Deadline)).Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task AWaitingClaimIsServedWhenAScheduledJobIsDue()
    {
        var id = await EnqueueAsync(Job(delay: TimeSpan.FromSeconds(10)));
        var claim = Store.ClaimAsync(Request(1, LongWait), default);
        await SettleAsync();
        claim.IsCompleted.ShouldBeFalse();

        Time.Advance(TimeSpan.FromSeconds(10));

        var answer = await claim.WaitAsync(Deadline);
        answer.Jobs.ShouldHaveSingleItem().Snapshot.Id.ShouldBe(id);
        answer.Promoted.ShouldHaveSingleItem().Version.ShouldBe(2);
    }

    [Fact]
    public async Task ACanceledWaitTakesNoJob()
    {
        using var stop = new CancellationTokenSource();
        var claim = Store.ClaimAsync(Request(1, LongWait), stop.Token);
        await SettleAsync();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await claim.WaitAsync(Deadline));
        var id = await EnqueueAsync(Job());
        (await ReadAsync(id)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task AWaitThatIsCanceledWhileJobsArriveLosesNone()
    {
        var delivered = new HashSet<JobId>();
        var stored = new HashSet<JobId>();
        for (var round = 0; round < 200; round++)
        {
            using var stop = new CancellationTokenSource();
            var claim = Store.ClaimAsync(Request(1, LongWait), stop.Token);
            var enqueue = Task.Run(() => EnqueueAsync(Job()));
            var cancel = Task.Run(stop.Cancel);
            stored.Add(await enqueue);
            await cancel;
            try
            {
                delivered.UnionWith((await claim.WaitAsync(Deadline)).Jobs.Select(j => j.Snapshot.Id));
            }
            catch (OperationCanceledException)
            {
                // Then the job is still queued.
            }
        }

        delivered.UnionWith((await Store.ClaimAsync(Request(1000), default)).Jobs.Select(j => j.Snapshot.Id));
        delivered.ShouldBe(stored, ignoreOrder: true);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task ManyWorkersNeverShareAJob()
    {
        await Store.EnqueueAsync(Enumerable.Range(0, 500).Select(_ => Job()).ToArray(), default);

        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<JobId>();
            while (await Store.ClaimAsync(Request(7), default) is { Jobs.Count: > 0 } answer)
            {
                mine.AddRange(answer.Jobs.Select(j => j.Snapshot.Id));
            }

            return mine;
        }));

        var all = (await Task.WhenAll(workers).WaitAsync(Deadline)).SelectMany(ids => ids).ToArray();
        all.Length.ShouldBe(500);
        all.Distinct().Count().ShouldBe(500);
    }

    // The store has taken in whatever was asked before once it has answered something asked later.
    private async Task SettleAsync()
    {
        // A store may set its timers after it has answered: by the second answer those of the first are set.
        await Store.CancelAsync(JobId.New(Time.GetUtcNow()), default);
        await Store.CancelAsync(JobId.New(Time.GetUtcNow()), default);
    }
}
