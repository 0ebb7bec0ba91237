using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>Real hosts on one PostgreSQL, each with a role.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly HostFolder _folder = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AWebNodeServesWhatAWorkerRunsAndNamesItWhenItIsKilled()
    {
        var path = _folder.WriteSmallFile();
        await using var web = await _folder.StartAsync(Settings("front", "web"));
        await using var worker = await _folder.StartAnotherAsync(Settings("engine", "worker"));

        var id = await HostFolder.SubmitAsync(web.Http, "checksum", path);
        var final = await HostFolder.UntilAsync(web.Http, id, job => job.IsFinal());
        final.State.ShouldBe(JobState.Succeeded);
        final.Node.ShouldBe("engine");
        await NodesAsync(web.Http, [("engine", false), ("front", false)]);

        await worker.KillAsync();
        await NodesAsync(web.Http, [("engine", true), ("front", false)]);

        await using var again = await _folder.StartAnotherAsync(Settings("engine", "worker"));
        await NodesAsync(web.Http, [("engine", false), ("front", false)]);
    }

    private string[] Settings(string node, string role) =>
        ["--Storage:Provider=postgres", $"--Storage:ConnectionString={_database.ConnectionString}", $"--Jobs:Node={node}", $"--Jobs:Role={role}"];

    private static Task NodesAsync(HttpClient http, (string Name, bool Missing)[] expected) => Eventually.TrueAsync(async () =>
    {
        var list = JsonSerializer.Deserialize(await http.GetByteArrayAsync("api/nodes"), ProtocolJson.TypeOf<NodeList>())!;
        return list.Nodes.Select(node => (node.Name, node.Missing)).SequenceEqual(expected);
    });
}
