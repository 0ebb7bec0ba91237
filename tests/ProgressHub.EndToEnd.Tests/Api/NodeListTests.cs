using System.Net;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class NodeListTests
{
    [Fact]
    public async Task ANodeTellsWhatItRunsAndWhatHasEnded()
    {
        var holds = new Holds();
        await using var host = await TestHost.StartAsync(
            holds.AddTo,
            options => (options.Jobs.Node, options.Jobs.Concurrency) = ("n1", 3));
        JobId[] ids = [await host.SubmitAsync("hold"), await host.SubmitAsync("hold")];
        using var events = await host.Http.GetAsync($"api/jobs/{ids[0]}/events", HttpCompletionOption.ResponseHeadersRead);

        var busy = await UntilAsync(host.Http, list => list.Nodes is [{ Running.Count: > 0 } node] && node.Running["hold"] == 2 && node.Watches > 0);
        busy.Nodes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            node => node.Name.ShouldBe("n1"),
            node => node.Role.ShouldBe(NodeRole.Both),
            node => node.Slots.ShouldBe(3),
            node => node.Missing.ShouldBeFalse(),
            node => node.Version.ShouldMatch(@"^\d+\.\d+\.\d+"));

        foreach (var id in ids)
        {
            holds.LetGo(id);
            await host.UntilFinalAsync(id);
        }

        await UntilAsync(host.Http, list => list.Nodes is [{ Running.Count: 0, EndedLastMinute: 2 }]);
    }

    [Fact]
    public async Task EveryProcessOfAStoreListsAllOfThemAndOneThatStopsLeaves()
    {
        using var folder = new HostFolder();
        await using var web = await folder.StartAsync("--Jobs:Role=web", "--Jobs:Node=front");
        await using var worker = await folder.StartAnotherAsync("--Jobs:Role=worker", "--Jobs:Node=engine");

        var both = await UntilAsync(web.Http, list => list.Nodes.Count == 2);
        both.Nodes.Select(node => (node.Name, node.Role, HasSlots: node.Slots > 0)).ShouldBe([("engine", NodeRole.Worker, true), ("front", NodeRole.Web, false)]);

        worker.Terminate();
        (await worker.ExitAsync()).ShouldBe(0);
        (await ReadAsync(web.Http)).Nodes.ShouldHaveSingleItem().Name.ShouldBe("front");
    }

    [Fact]
    [Trait("Invariant", "11 No group without a right")]
    public async Task NodesAreForThoseWhoMayWatchEveryJob()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AuthorizeGroups((_, group, _) => group.Value != "all"));
        using var answer = await host.Http.GetAsync("api/nodes");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<NodeList> UntilAsync(HttpClient http, Func<NodeList, bool> condition)
    {
        NodeList? list = null;
        await Eventually.TrueAsync(async () => condition(list = await ReadAsync(http)), () => JsonSerializer.Serialize(list));
        return list!;
    }

    private static async Task<NodeList> ReadAsync(HttpClient http) =>
        JsonSerializer.Deserialize(await http.GetByteArrayAsync("api/nodes"), ProtocolJson.TypeOf<NodeList>())!;
}
