using ProgressHub.Sqlite;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class FaultTests : SqliteFileTest
{
    [Fact]
    public async Task AFullDiskIsToldAndTheStoreRecoversByItself()
    {
        await using var store = await OpenAsync();
        await store.Writer.RunAsync(new PragmaSetting("max_page_count=1"), default);
        var refused = Large();

        var fault = await Should.ThrowAsync<StoreUnavailableException>(async () => await store.EnqueueAsync([Large(), refused], default).WaitAsync(Deadline));

        fault.Message.ShouldContain("full");
        fault.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        (await store.FindAsync([refused.Snapshot.Id], default)).ShouldBeEmpty();
        await store.Writer.RunAsync(new PragmaSetting("max_page_count=1000000"), default);
        await store.EnqueueAsync([refused], default);
        (await store.FindAsync([refused.Snapshot.Id], default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AReadOnlyDatabaseIsToldAndTheStoreRecoversByItself()
    {
        await using var store = await OpenAsync();
        await store.Writer.RunAsync(new PragmaSetting("query_only=1"), default);

        (await Should.ThrowAsync<StoreUnavailableException>(async () => await store.EnqueueAsync([Job()], default).WaitAsync(Deadline)))
            .Message.ShouldContain("read-only");

        await store.EnqueueAsync([Job()], default).WaitAsync(Deadline);
    }

    [Fact]
    public async Task AClaimThatWaitsOutlivesAnOutage()
    {
        await using var store = await OpenAsync();
        var claim = store.ClaimAsync(Request(1, TimeSpan.FromHours(1)), default);
        await store.Writer.RunAsync(new PragmaSetting("query_only=1"), default);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.EnqueueAsync([Job()], default).WaitAsync(Deadline));

        await store.EnqueueAsync([Job()], default).WaitAsync(Deadline);

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ALockHeldByAnotherProcessIsWaitedForAndReadersDoNotCare()
    {
        await using var store = await OpenAsync();
        var known = Job();
        await store.EnqueueAsync([known], default);
        using var other = Connect();
        Run(other, "BEGIN IMMEDIATE");

        var enqueue = store.EnqueueAsync([Job()], default);
        await Should.ThrowAsync<TimeoutException>(async () => await enqueue.WaitAsync(TimeSpan.FromSeconds(6)));
        (await store.FindAsync([known.Snapshot.Id], default)).ShouldHaveSingleItem();
        (await store.ListAsync(new JobSearch(), default).WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();

        Run(other, "COMMIT");
        await enqueue.WaitAsync(Deadline);
    }

    private NewJob Large() => Job() with { Args = new byte[60_000] };
}
