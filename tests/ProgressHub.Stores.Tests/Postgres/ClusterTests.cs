using ProgressHub.PostgreSql;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

public sealed class ClusterTests : PostgresTest
{
    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task NodesThatRaceForJobsGetEachOfThemOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync()));
        var jobs = Enumerable.Range(0, 300).Select(_ => Job()).ToList();
        var submits = Task.WhenAll(jobs.Chunk(10).Select((some, i) => stores[i % 3].EnqueueAsync(some, default)));

        var ran = await Task.WhenAll(stores.SelectMany(store => (Task<List<JobId>>[])[RunAllAsync(store), RunAllAsync(store)]));
        await submits;

        var rest = await RunAllAsync(stores[0]);
        ran.SelectMany(ids => ids).Concat(rest).Order().ShouldBe(jobs.Select(job => job.Snapshot.Id).Order());
        (await stores[1].ReadStatsAsync(new StatsScope(), default)).ByState.ShouldBe(new Dictionary<string, long> { ["succeeded"] = 300 });
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task AClaimWaitsOnOneNodeForWhatIsStoredOnAnother()
    {
        await using var worker = await OpenAsync();
        await using var web = await OpenAsync();
        var waiting = worker.ClaimAsync(Request(wait: TimeSpan.FromMinutes(5)), default);

        await web.EnqueueAsync([Job()], default);

        (await waiting.WaitAsync(TimeSpan.FromSeconds(60))).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task JobsOfALivingNodeAreLeftToIt()
    {
        await using var first = await OpenAsync();
        await first.EnqueueAsync([Job()], default);
        var running = (await first.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem().Snapshot;

        await using var second = await OpenAsync();

        (await second.TendAsync(default)).ShouldBeEmpty();
        (await first.WriteAsync([new AttemptWrite(Ended(running))], default)).ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Fact]
    public async Task JobsOfANodeThatEndedAreRescuedByItsNeighbour()
    {
        await using var neighbour = await OpenAsync();
        var first = await OpenAsync();
        await first.EnqueueAsync([Job(), Job()], default);
        await first.ClaimAsync(Request(2), default);

        await first.DisposeAsync();

        (await neighbour.TendAsync(default)).Select(job => job.State).ShouldBe([JobState.Queued, JobState.Queued]);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task ANodeThatHangsLosesItsJobsByTheDatabasesClock()
    {
        await using var hanging = await OpenAsync();
        await using var neighbour = await OpenAsync();
        await hanging.EnqueueAsync([Job()], default);
        var running = (await hanging.ClaimAsync(Request(lease: TimeSpan.FromMilliseconds(50)), default)).Jobs.ShouldHaveSingleItem().Snapshot;

        await Eventually.TrueAsync(async () => (await neighbour.TendAsync(default)).Count == 1, () => "The lease does not end.");

        (await hanging.WriteAsync([new AttemptWrite(Ended(running))], default)).ShouldBe([null]);
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task ANodeHearsWhatAnotherHasChanged()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var hints = 0;
        second.Hinted += () => Interlocked.Increment(ref hints);
        var cursor = (await second.ReadChangesAsync(null, default)).Next;
        HashSet<JobId> told = [];

        // The first second a node may not know yet that it has company.
        await Eventually.TrueAsync(async () =>
        {
            var job = Job();
            await first.EnqueueAsync([job], default);
            var changes = await second.ReadChangesAsync(cursor, default);
            (cursor, var known) = (changes.Next, changes.Ids.Contains(job.Snapshot.Id));
            told.UnionWith(changes.Ids);
            (await first.ReadChangesAsync(new JobChangesCursor(0, new HashSet<long>()), default)).Ids.ShouldBeEmpty();
            return known && Volatile.Read(ref hints) > 0;
        }, () => $"{hints} hints, {told.Count} jobs told");

        (await second.ReadChangesAsync(cursor, default)).Ids.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task NothingIsKeptForANodeThatHasBeenSilentForLong()
    {
        await using var store = await OpenAsync();
        await using var connection = await ConnectAsync();
        await ReadAsync(connection, "INSERT INTO progresshub.owners (token, slot, beat_at) VALUES (gen_random_uuid(), 99, 0) RETURNING 'there'");

        await store.EnqueueAsync([Job()], default);

        (await ReadAsync(connection, "SELECT count(*)::text FROM progresshub.changes")).ShouldBe(["0"]);
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task WhoReadsAgainAfterLongerThanChangesAreKeptIsToldOfTheGapTwice()
    {
        await using var store = await OpenAsync();
        var now = (await store.ReadChangesAsync(null, default)).Next;
        (await store.ReadChangesAsync(now, default)).HasGap.ShouldBeFalse();

        var late = await store.ReadChangesAsync(now with { ReadAt = now.ReadAt - 120_000 }, default);
        late.HasGap.ShouldBeTrue();

        // A commit that was under way when the node came back may not have been there for the first comparison.
        var (again, cursor) = (0, late.Next);
        await Eventually.TrueAsync(async () =>
        {
            var next = await store.ReadChangesAsync(cursor, default);
            again += next.HasGap ? 1 : 0;
            cursor = next.Next;
            return again > 0;
        });
        (await store.ReadChangesAsync(cursor, default)).HasGap.ShouldBeFalse();
    }

    [Theory]
    [InlineData("UPDATE progresshub.owners SET beat_at = beat_at - 120000")]
    [InlineData("DELETE FROM progresshub.owners")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task ANodeThatTheOthersTookForGoneIsToldOfTheGap(string gone)
    {
        await using var store = await OpenAsync();
        var cursor = (await store.ReadChangesAsync(null, default)).Next;

        await RunAsync(gone);

        await Eventually.TrueAsync(async () => (await store.ReadChangesAsync(cursor, default)).HasGap);
    }

    private static async Task<List<JobId>> RunAllAsync(PostgresJobStore store)
    {
        List<JobId> ran = [];
        while ((await store.ClaimAsync(Request(7, TimeSpan.FromMilliseconds(200)), default)).Jobs is { Count: > 0 } claimed)
        {
            foreach (var job in claimed)
            {
                (await store.WriteAsync([new AttemptWrite(Ended(job.Snapshot))], default)).ShouldHaveSingleItem().ShouldNotBeNull();
                ran.Add(job.Snapshot.Id);
            }
        }

        return ran;
    }
}
