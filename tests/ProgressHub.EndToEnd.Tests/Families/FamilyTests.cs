using System.Collections.Concurrent;

namespace ProgressHub.EndToEnd.Tests.Families;

internal sealed record PartsArgs(int Parts, bool FailOne = false, bool Hold = false);

internal sealed record NestedArgs(int Below);

internal sealed record PartArgs(int Number, bool Fail = false, bool Hold = false);

/// <summary>A parent with its children, as a job's own code makes them, with one slot for all of them.</summary>
public sealed class FamilyTests : IAsyncLifetime
{
    private static readonly JobKind<PartsArgs> Whole = new("whole");
    private static readonly JobKind<PartArgs> Part = new("part");

    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-family-").FullName;
    private readonly ConcurrentQueue<int> _parts = new();
    private TestHost _host = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AParentOfFiftyAndWhatComesAfterItNeedNoMoreThanOneSlot(bool sqlite)
    {
        await StartAsync(sqlite, concurrency: 1);
        var parent = await _host.Queue.EnqueueAsync(Whole, new(50));
        var after = await _host.Queue.EnqueueAsync("nothing", new NothingArgs(), new() { After = After.Success(parent) });
        (await _host.UntilFinalAsync(after)).State.ShouldBe(JobState.Succeeded);

        var whole = await _host.ReadAsync(parent);
        (whole.State, whole.Children, whole.Result?.GetRawText()).ShouldBe((JobState.Succeeded, new ChildCounts(50, 50, 0, 0), "50"));
        whole.Progress.ShouldBe(new JobProgress { Stage = "children", Done = 50, Total = 50, Unit = "jobs", Fraction = 1 });
        _parts.Count.ShouldBe(50);
        (await _host.ReadAsync(after)).StartedAt!.Value.ShouldBeGreaterThanOrEqualTo(whole.FinalizedAt!.Value);
    }

    [Fact]
    public async Task AFailedChildFailsItsParentAndWhatComesAfter()
    {
        await StartAsync(sqlite: false, concurrency: 2);
        var parent = await _host.Queue.EnqueueAsync(Whole, new(5, FailOne: true));
        var ignoring = await _host.Queue.EnqueueAsync(Whole, new(5, FailOne: true), new() { ChildFailure = ChildFailure.Ignore });
        var success = await _host.Queue.EnqueueAsync("nothing", new NothingArgs(), new() { After = After.Success(parent, ignoring) });
        var any = await _host.Queue.EnqueueAsync("nothing", new NothingArgs(), new() { After = After.Any(parent, ignoring) });

        var failed = await _host.UntilFinalAsync(parent);
        (failed.State, failed.Error!.Type, failed.Children).ShouldBe((JobState.Failed, "children-failed", new ChildCounts(5, 4, 1, 0)));
        (await _host.UntilFinalAsync(ignoring)).State.ShouldBe(JobState.Succeeded);
        var canceled = await _host.UntilFinalAsync(success);
        (canceled.State, canceled.Error!.Type).ShouldBe((JobState.Canceled, "after-failed"));
        (await _host.UntilFinalAsync(any)).State.ShouldBe(JobState.Succeeded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACancelStopsAllThatRunsBelowAtOnce(bool sqlite)
    {
        await StartAsync(sqlite, concurrency: 4);
        var parent = await _host.Queue.EnqueueAsync(Whole, new(10, Hold: true));
        await Eventually.TrueAsync(() => _parts.Count == 4);
        var began = TimeProvider.System.GetTimestamp();

        var asked = (await _host.Queue.CancelAsync(parent))!;

        asked.CancelRequested.ShouldBe(true);
        var ended = await _host.UntilFinalAsync(parent);
        (ended.State, ended.Children).ShouldBe((JobState.Canceled, new ChildCounts(10, 0, 0, 10)));
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(9), "a lease renewal found what the request had missed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task AParentIsShownWithItsChildrenAsTheSameBytesOnEveryWay(bool sqlite)
    {
        await StartAsync(sqlite, concurrency: 4);
        var parent = await _host.Queue.EnqueueAsync(Whole, new(3, Hold: true));
        var ledger = new Ledger();
        var watchers = _host.AllWays();
        var observers = watchers.Select(_ => new Observer(parent, ledger)).ToList();
        using var stop = new CancellationTokenSource();
        var following = watchers.Zip(observers, (watcher, observer) => watcher.FollowAsync(observer, stop.Token)).ToList();

        await Eventually.TrueAsync(() => observers.All(observer => observer.Newest is { State: JobState.Running, Children.Total: 3 }));
        await _host.Queue.CancelAsync(parent);
        await Task.WhenAll(observers.Select(observer => observer.UntilFinalAsync()));
        await stop.CancelAsync();
        await Task.WhenAll(following);

        observers.ShouldAllBe(observer => observer.Newest!.Children == new ChildCounts(3, 0, 0, 3));
        observers.Select(observer => observer.NewestJson).Distinct().ShouldHaveSingleItem();
        ledger.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task AJobMayHaveChildrenOfItsOwnKindEightDeepWithOneSlot()
    {
        await StartAsync(sqlite: false, concurrency: 1);

        var seven = await _host.UntilFinalAsync(await _host.Queue.EnqueueAsync("nested", new NestedArgs(7)));
        var eight = await _host.UntilFinalAsync(await _host.Queue.EnqueueAsync("nested", new NestedArgs(8)));

        (seven.State, seven.Children).ShouldBe((JobState.Succeeded, new ChildCounts(1, 1, 0, 0)));
        (eight.State, eight.Error?.Type).ShouldBe((JobState.Failed, "children-failed"));
        (await _host.Store.ListAsync(new() { Kinds = ["nested"], States = [JobState.Failed], Limit = 500 }, default)).Jobs
            .Count(job => job.Error!.Message.Contains("8 deep", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task ManyJobsAreStoredTogetherOrNotAtAll()
    {
        await StartAsync(sqlite: false, concurrency: 1);

        var ids = await _host.Queue.EnqueueManyAsync(batch =>
        {
            var parts = Enumerable.Range(0, 3).Select(n => batch.Add(Part, new(n))).ToList();
            batch.Add("nothing", new NothingArgs(), new() { After = After.Success(parts) });
        });
        var refused = await Should.ThrowAsync<JobRefusedException>(async () => await _host.Queue.EnqueueManyAsync(batch =>
        {
            batch.Add("nothing", new NothingArgs());
            batch.Add("nothing", new NothingArgs(), new() { ParentId = JobId.New(DateTimeOffset.UnixEpoch) });
        }));

        (await _host.UntilFinalAsync(ids[3])).State.ShouldBe(JobState.Succeeded);
        _parts.Order().ShouldBe([0, 1, 2]);
        (refused.Code, refused.Member).ShouldBe(("job-not-found", "jobs[1].parentId"));
        (await _host.Store.ListAsync(new(), default)).Jobs.Count.ShouldBe(4);
    }

    private async Task StartAsync(bool sqlite, int concurrency) => _host = await TestHost.StartAsync(
        hub =>
        {
            if (sqlite)
            {
                hub.UseSqlite($"Data Source={Path.Combine(_folder, "progress.db")}");
            }

            hub.AddNothing();
            hub.AddJob("whole", async (PartsArgs args, JobContext job, CancellationToken ct) =>
            {
                var parts = await job.EnqueueChildrenAsync(Part, Enumerable.Range(0, args.Parts).Select(n => new PartArgs(n, args.FailOne && n == 1, args.Hold)), ct: ct);
                return parts.Count;
            });
            hub.AddJob(
                "nested",
                (NestedArgs args, JobContext job, CancellationToken ct) =>
                    args.Below == 0 ? Task.CompletedTask : job.EnqueueChildAsync("nested", new NestedArgs(args.Below - 1), ct: ct),
                kind => kind.MaxAttempts = 1);
            hub.AddJob("part", async (PartArgs args, CancellationToken ct) =>
            {
                _parts.Enqueue(args.Number);
                if (args.Fail)
                {
                    throw new DoNotRetryException("This one cannot work.");
                }

                if (args.Hold)
                {
                    await Task.Delay(Timeout.Infinite, ct);
                }
            });
        },
        options => options.Jobs.Concurrency = concurrency);
}
