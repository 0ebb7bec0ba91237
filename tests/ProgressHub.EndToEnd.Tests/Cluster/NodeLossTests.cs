namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>A node that dies, and one that is cut off from the database.</summary>
public sealed class NodeLossTests
{
    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task TheJobOfANodeThatDiesRunsOnAnotherAndItsWatchersThereSeeIt()
    {
        await using var cluster = await NodeCluster.StartAsync(2, settings: "--Lease:Duration=00:00:05");
        var id = await HostFolder.SubmitAsync(cluster.Nodes[0].Http, "checksum", cluster.Folder.WriteSparse(60L << 30));
        var running = await HostFolder.UntilAsync(cluster.Nodes[0].Http, id, job => job is { State: JobState.Running, Node: not null });
        var (dying, other) = Sort(cluster, running);
        var observer = new Observer(id, new Ledger { PollsNeverGoBack = false });
        using var stop = new CancellationTokenSource();
        var following = new HubWatcher(other.Address).FollowAsync(observer, stop.Token);
        await Eventually.TrueAsync(() => observer.Newest is { State: JobState.Running, Progress.Done: > 0 });

        await dying.KillAsync();

        await Eventually.TrueAsync(() => observer.Newest is { State: JobState.Running, Attempt: 2, Progress.Done: > 0 });
        observer.Newest!.Node.ShouldBe(other.Name);
        using (var canceled = await other.Http.PostAsync($"api/jobs/{id}/cancel", null))
        {
            canceled.EnsureSuccessStatusCode();
        }

        await observer.UntilFinalAsync();
        await stop.CancelAsync();
        await following;
        observer.Newest!.State.ShouldBe(JobState.Canceled);
        observer.Ledger.Faults.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task ANodeThatIsCutOffFromTheDatabaseStopsItsJobBeforeAnotherMayStartIt()
    {
        await using var cluster = await NodeCluster.StartAsync(2, settings: "--Lease:Duration=00:00:06");
        var id = await HostFolder.SubmitAsync(cluster.Nodes[0].Http, "checksum", cluster.Folder.WriteSparse(60L << 30));
        var running = await HostFolder.UntilAsync(cluster.Nodes[0].Http, id, job => job is { State: JobState.Running, Node: not null });
        var (cutOff, other) = Sort(cluster, running);

        cutOff.Line.SwallowsAll = true;
        var again = await HostFolder.UntilAsync(other.Http, id, job => job is { State: JobState.Running, Attempt: 2 });

        again.Node.ShouldBe(other.Name);
        cutOff.Process.Output.ShouldContain($"The lease of job {id} could not be renewed");
    }

    private static (ClusterNode Runs, ClusterNode Other) Sort(NodeCluster cluster, JobSnapshot running)
    {
        var first = cluster.Nodes[0];
        return first.Name == running.Node ? (first, cluster.Nodes[1]) : (cluster.Nodes[1], first);
    }
}
