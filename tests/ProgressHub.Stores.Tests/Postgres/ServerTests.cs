using Npgsql;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>The server that the tests stand on.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task TheSharedServerGivesEachTestAnEmptyDatabase()
    {
        var server = await PostgresServer.SharedAsync();
        (await PostgresServer.SharedAsync()).ShouldBeSameAs(server);
        await using var first = await server.CreateDatabaseAsync();
        await using var second = await server.CreateDatabaseAsync();
        await first.RunAsync("CREATE TABLE job (id int)");
        (await second.ReadAsync<bool>("SELECT to_regclass('job') IS NULL")).ShouldBeTrue();
        (await second.ReadAsync<string>("SHOW fsync")).ShouldBe("on");
    }

    [Fact]
    public async Task AServerOfOnesOwnComesBackWithItsDataAfterAStopAndAKill()
    {
        await using var server = await PostgresServer.CreateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE job (id int)");
        foreach (var end in (Func<Task>[])[server.StopAsync, server.KillAsync])
        {
            await database.RunAsync("INSERT INTO job VALUES (1)");
            await end();
            await Should.ThrowAsync<NpgsqlException>(() => database.RunAsync("SELECT 1"));
            await server.StartAsync();
        }

        (await database.ReadAsync<long>("SELECT count(*) FROM job")).ShouldBe(2);
    }
}
