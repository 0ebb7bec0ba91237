using ProgressHub.Storage.Nodes;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>What every board of nodes does.</summary>
public abstract class NodeSpecification : IAsyncLifetime
{
    private INodeBoard Board { get; set; } = null!;

    protected WallClock Time { get; } = new();

    public async Task InitializeAsync() => Board = await OpenAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task ANodeIsListedAsItToldOfItselfWithTheStoresTime()
    {
        var node = Node("n1") with { Running = new Dictionary<string, long> { ["import"] = 2, ["checksum"] = 1 }, EndedLastMinute = 40, Watches = 7, CpuLoad = 0.25 };
        await Board.BeatAsync(node, default);

        var list = await Board.ListNodesAsync(default);

        list.AsOf.ShouldBe(Time.GetUtcNow());
        list.Nodes.ShouldHaveSingleItem().ShouldBeEquivalentTo(node with { BeatAt = Time.GetUtcNow() });
    }

    [Fact]
    public async Task TheNewestSignOfLifeCounts()
    {
        var node = Node("n1");
        await Board.BeatAsync(node, default);
        Time.Advance(Board.BeatInterval);
        await Board.BeatAsync(node with { Watches = 9 }, default);

        var listed = (await Board.ListNodesAsync(default)).Nodes.ShouldHaveSingleItem();
        listed.Watches.ShouldBe(9);
        listed.BeatAt.ShouldBe(Time.GetUtcNow());
    }

    [Fact]
    public async Task ANodeThatFallsSilentIsMissingForTenMinutesAndThenNotListed()
    {
        var (dead, alive) = (Node("dead"), Node("alive"));
        await Board.BeatAsync(dead, default);
        Time.Advance(Board.BeatInterval * 2);
        await Board.BeatAsync(alive, default);
        (await Board.ListNodesAsync(default)).Nodes.Select(node => (node.Name, node.Missing)).ShouldBe([("alive", false), ("dead", false)]);

        Time.Advance(Board.BeatInterval * 3);
        await Board.BeatAsync(alive, default);
        (await Board.ListNodesAsync(default)).Nodes.Select(node => (node.Name, node.Missing)).ShouldBe([("alive", false), ("dead", true)]);

        Time.Advance(NodeRules.Kept);
        await Board.BeatAsync(alive, default);
        (await Board.ListNodesAsync(default)).Nodes.ShouldHaveSingleItem().Name.ShouldBe("alive");
    }

    [Fact]
    public async Task ANodeThatStopsInOrderIsNotListed()
    {
        var node = Node("n1");
        await Board.BeatAsync(node, default);
        await Board.LeaveAsync(node.Id, default);
        (await Board.ListNodesAsync(default)).Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task AMissingNodeGoesWhenOneOfItsNameHasTakenItsPlace()
    {
        var before = Node("n1");
        await Board.BeatAsync(before, default);
        Time.Advance(TimeSpan.FromMinutes(2));
        (await Board.ListNodesAsync(default)).Nodes.ShouldHaveSingleItem().Missing.ShouldBeTrue();

        var after = Node("n1");
        await Board.BeatAsync(after, default);

        (await Board.ListNodesAsync(default)).Nodes.ShouldHaveSingleItem().Id.ShouldBe(after.Id);
    }

    [Fact]
    public async Task NodesMayShareAName()
    {
        var (one, other) = (Node("n1"), Node("n1"));
        await Board.BeatAsync(one, default);
        await Board.BeatAsync(other, default);
        Time.Advance(Board.BeatInterval * 10);
        await Board.BeatAsync(one, default);

        (await Board.ListNodesAsync(default)).Nodes.Select(node => (node.Id, node.Missing)).ShouldBe([(one.Id, false), (other.Id, true)], ignoreOrder: true);
    }

    private protected abstract Task<INodeBoard> OpenAsync();

    private NodeInfo Node(string name) => new()
    {
        Id = Guid.NewGuid(),
        Name = name,
        Version = "1.2.3",
        Role = NodeRole.Worker,
        StartedAt = Time.GetUtcNow(),
        Slots = 4,
        Running = new Dictionary<string, long>(),
    };
}
