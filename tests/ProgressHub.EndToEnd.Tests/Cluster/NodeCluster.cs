namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>Real hosts on one PostgreSQL, each with a line of its own to the database that can be cut.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    private readonly HostFolder _folder = new();
    private readonly PostgresDatabase _database;
    private readonly List<ClusterNode> _nodes = [];

    private NodeCluster(PostgresDatabase database) => _database = database;

    public HostFolder Folder => _folder;

    public PostgresDatabase Database => _database;

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    /// <summary>Starts so many nodes, on the shared server unless another is given; <paramref name="direct"/> leaves out the line between, so that a server that does not run refuses them itself.</summary>
    public static async Task<NodeCluster> StartAsync(int nodes, PostgresServer? server = null, bool direct = false, Func<IProxyFilter>? filter = null, PgBouncer? pooler = null, params string[] settings)
    {
        var database = await (server ?? await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var cluster = new NodeCluster(database);
        for (var n = 0; n < nodes; n++)
        {
            cluster._nodes.Add(new ClusterNode($"n{n + 1}", cluster._folder.Root, pooler?.Before(database.ConnectionString) ?? database.ConnectionString, direct, filter, settings));
        }

        await Task.WhenAll(cluster._nodes.Select(node => node.StartAsync()));
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _database.DisposeAsync();
        _folder.Dispose();
    }
}
