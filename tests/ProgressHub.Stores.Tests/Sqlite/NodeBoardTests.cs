using ProgressHub.Sqlite;
using ProgressHub.Sqlite.Nodes;
using ProgressHub.Storage.Nodes;
using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class NodeBoardTests : NodeSpecification
{
    private readonly SqliteStoreUnderTest _source = new();
    private SqliteJobStore? _store;

    public override async Task DisposeAsync()
    {
        await _store!.DisposeAsync();
        await _source.DisposeAsync();
    }

    private protected override async Task<INodeBoard> OpenAsync()
    {
        _store = _source.MakeSqlite(Time);
        await _store.OpenAsync(default);
        return new NodeBoard(_store);
    }
}
