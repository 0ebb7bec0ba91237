using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.PostgreSql;
using ProgressHub.PostgreSql.Nodes;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;
using ProgressHub.Stores.Tests.Specification;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

public sealed class NodeBoardTests : NodeSpecification
{
    private PostgresDatabase? _database;
    private NodeBoard? _board;

    [Fact]
    public async Task WithoutTheDatabaseTheStoreIsSaidToBeAway()
    {
        await _database!.DisposeAsync();
        await Should.ThrowAsync<StoreUnavailableException>(() => _board!.ListNodesAsync(default));
    }

    public override async Task DisposeAsync()
    {
        await _board!.DisposeAsync();
        await _database!.DisposeAsync();
    }

    private protected override async Task<INodeBoard> OpenAsync()
    {
        _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        // The store brings the schema.
        await using var store = new PostgresJobStore(_database.ConnectionString, TimeProvider.System, NullLogger<PostgresJobStore>.Instance);
        await store.OpenAsync(default);
        return _board = new NodeBoard(_database.ConnectionString, Time);
    }
}
