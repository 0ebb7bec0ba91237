namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>Watchers of one node while the work is done on another, and the database's notifications fare badly in between.</summary>
[Trait("Invariant", "8 A lost message costs latency, not truth")]
public sealed class HintTests
{
    [Fact]
    public Task HintsThatAreLostRepeatedAndOutOfOrderCostTimeOnly() => WatchFromAfarAsync(() => new BadHints(new Random(4711)));

    [Fact]
    public Task AListenerWhoseLineIsDeadWithoutAWordCostsTimeOnly() => WatchFromAfarAsync(() => new BadHints(new Random(4711)) { SwallowsListeners = true });

    [Fact]
    public async Task ThroughAPoolerThatGivesConnectionsByTheTransactionHintsAreMissedAndNothingElse()
    {
        var server = await PostgresServer.SharedAsync();
        await using var pooler = await PgBouncer.StartAsync(server.ConnectionString);
        await using var cluster = await NodeCluster.StartAsync(2, direct: true, pooler: pooler);

        await WatchFromAfarAsync(cluster);

        foreach (var node in cluster.Nodes)
        {
            await Eventually.TrueAsync(() => node.Process.Output.Contains("LISTEN does not work"), () => node.Process.Output);
            node.Process.Output.Split("LISTEN does not work").Length.ShouldBe(2, "It is said once.");
            node.Process.Output.ShouldContain("A pooler stands before the database");
            node.Process.Output.ShouldNotContain("Exception");
        }
    }

    private static async Task WatchFromAfarAsync(Func<IProxyFilter> filter)
    {
        await using var cluster = await NodeCluster.StartAsync(2, filter: filter);
        await WatchFromAfarAsync(cluster);
    }

    private static async Task WatchFromAfarAsync(NodeCluster cluster)
    {
        var (near, far) = (cluster.Nodes[0], cluster.Nodes[1]);
        var ledger = new Ledger { PollsNeverGoBack = false };
        using var http = new HttpClient();
        using var stop = new CancellationTokenSource();
        var id = await HostFolder.SubmitAsync(near.Http, "checksum", cluster.Folder.WriteSparse(60L << 30));
        Watcher[] watchers = [.. new[] { near, far }.SelectMany(node => (Watcher[])[new HubWatcher(node.Address), new EventWatcher(http, node.Address), new LongPollWatcher(http, node.Address)])];
        var observers = watchers.Select(_ => new Observer(id, ledger)).ToList();
        var following = watchers.Zip(observers, (watcher, observer) => watcher.FollowAsync(observer, stop.Token)).ToList();

        await Eventually.TrueAsync(() => observers.TrueForAll(observer => observer.Versions.Count > 3), () => "Each sees the job on its way.");
        var elsewhere = (await HostFolder.ReadAsync(near.Http, id)).Node == near.Name ? far : near;
        using (var canceled = await elsewhere.Http.PostAsync($"api/jobs/{id}/cancel", null))
        {
            canceled.EnsureSuccessStatusCode();
        }

        await Task.WhenAll(observers.Select(observer => observer.UntilFinalAsync()));
        await stop.CancelAsync();
        await Task.WhenAll(following);

        var final = await HostFolder.ReadAsync(far.Http, id);
        final.State.ShouldBe(JobState.Canceled);
        observers.ShouldAllBe(observer => observer.Known == final.Version);
        ledger.Faults.ShouldBeEmpty();
    }
}
