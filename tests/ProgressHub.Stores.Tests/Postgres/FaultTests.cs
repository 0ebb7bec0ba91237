using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.PostgreSql;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

public sealed class FaultTests : PostgresTest
{
    private const string CutOff = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        """;

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task NothingThatWasAnsweredIsLostWhenConnectionsAreCutOff()
    {
        await using var store = await OpenAsync();
        await using var other = await ConnectAsync();
        using var ending = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => SubmitAsync(store, ending.Token)).ToList();
        for (var cut = 0; cut < 5; cut++)
        {
            await Eventually.TrueAsync(async () => await ReadAsync(other, "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%INSERT INTO progresshub.%' AND pid <> pg_backend_pid())") is ["True"], () => "Nothing is written.");
            await ReadAsync(other, CutOff);
        }

        await ending.CancelAsync();
        var answered = (await Task.WhenAll(callers)).SelectMany(ids => ids).ToList();

        await Eventually.TrueAsync(async () => await TrySubmitAsync(store, Job()), () => "The store does not come back.");
        (await store.FindAsync(answered, default)).Select(job => job.Id).Order().ShouldBe(answered.Order());
        (await store.ReadStatsAsync(new StatsScope(), default)).ByState["queued"].ShouldBe(await CountAsync(store));
    }

    [Fact]
    public async Task TransactionsThatStandInEachOthersWayAreRepeated()
    {
        await using var store = await OpenAsync();
        await store.EnqueueAsync([Job(), Job()], default);
        var running = (await store.ClaimAsync(Request(2), default)).Jobs.Select(job => job.Snapshot).OrderBy(job => job.Id.Value).ToList();
        await using var other = await ConnectAsync();
        await ReadAsync(other, $"BEGIN; SELECT 1 FROM progresshub.jobs WHERE id = '{running[1].Id}' FOR UPDATE");

        // It locks the first, waits for the second, and the other one then waits for the first.
        var write = store.WriteAsync([.. running.Select(job => new AttemptWrite(job with { Version = job.Version + 1, Progress = new JobProgress { Done = 1 } }))], default);
        await using var watcher = await ConnectAsync();
        await Eventually.TrueAsync(async () => await ReadAsync(watcher, "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)") is ["True"], () => "Nobody waits.");
        try
        {
            await ReadAsync(other, $"SELECT 1 FROM progresshub.jobs WHERE id = '{running[0].Id}' FOR UPDATE");
        }
        catch (Npgsql.PostgresException deadlock) when (deadlock.SqlState == Npgsql.PostgresErrorCodes.DeadlockDetected)
        {
            // Whom the server undoes is its choice.
        }

        await ReadAsync(other, "ROLLBACK");
        (await write).ShouldAllBe(job => job!.Progress!.Done == 1);
    }

    [Fact]
    public async Task AServerThatIsNotThereIsSaidInOneLine()
    {
        await using var store = new PostgresJobStore(
            "Host=127.0.0.1;Port=1;Database=none;Username=nobody", TimeProvider.System, NullLogger<PostgresJobStore>.Instance);
        var refused = await Should.ThrowAsync<StoreStartException>(() => store.OpenAsync(default));
        refused.Message.ShouldStartWith("The PostgreSQL server does not answer: check that it runs");
    }

    private static async Task<List<JobId>> SubmitAsync(PostgresJobStore store, CancellationToken ct)
    {
        List<JobId> answered = [];
        while (!ct.IsCancellationRequested)
        {
            var job = Job();
            if (await TrySubmitAsync(store, job))
            {
                answered.Add(job.Snapshot.Id);
            }
        }

        return answered;
    }

    private static async Task<bool> TrySubmitAsync(PostgresJobStore store, NewJob job)
    {
        try
        {
            await store.EnqueueAsync([job], default);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<long> CountAsync(PostgresJobStore store) => (await store.ReadGroupAsync(null, default)).Count;
}
