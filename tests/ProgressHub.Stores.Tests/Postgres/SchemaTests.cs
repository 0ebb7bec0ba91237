using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Postgres;

public sealed class SchemaTests : PostgresTest
{
    [Fact]
    public async Task NodesThatStartTogetherTakeEachStepOnce()
    {
        await RunAsync("DROP SCHEMA IF EXISTS progresshub CASCADE");
        var stores = Enumerable.Range(0, 6).Select(_ => Source.MakePostgres(TimeProvider.System)).ToList();

        var identities = await Task.WhenAll(stores.Select(store => store.OpenAsync(default)));

        identities.Distinct().ShouldHaveSingleItem();
        await using var connection = await ConnectAsync();
        (await ReadAsync(connection, "SELECT version FROM progresshub.schema_version")).ShouldBe([$"{Schema.Newest}"]);
        (await ReadAsync(connection, "SELECT count(DISTINCT slot) FROM progresshub.owners")).ShouldBe(["6"]);
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task ANodeWorksOnTheSchemaAfterItsOwn()
    {
        await using var older = await OpenAsync();
        await RunAsync($"UPDATE progresshub.schema_version SET version = {Schema.Newest + 1}");
        try
        {
            await using var restarted = await OpenAsync();
            await restarted.EnqueueAsync([Job()], default);
            (await older.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem();
        }
        finally
        {
            await RunAsync($"UPDATE progresshub.schema_version SET version = {Schema.Newest}");
        }
    }

    [Fact]
    public async Task AMuchNewerSchemaIsRefusedWithTheCure()
    {
        await using (await OpenAsync())
        {
            await RunAsync($"UPDATE progresshub.schema_version SET version = {Schema.Newest + 2}");
        }

        try
        {
            await using var store = Source.MakePostgres(TimeProvider.System);
            (await Should.ThrowAsync<StoreStartException>(() => store.OpenAsync(default))).Message.ShouldContain("start the newer ProgressHub");
        }
        finally
        {
            await RunAsync($"UPDATE progresshub.schema_version SET version = {Schema.Newest}");
        }
    }
}
