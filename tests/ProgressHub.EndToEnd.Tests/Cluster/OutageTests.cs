using System.Net;
using System.Net.Http.Json;

namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>The database is away for a while, with and without a farewell.</summary>
[Trait("Invariant", "8 A lost message costs latency, not truth")]
public sealed class OutageTests
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(TestSetting.Number("PROGRESSHUB_OUTAGE_SECONDS", 8));

    [Fact]
    public Task WhileTheDatabaseIsStoppedJobsRunOnAndAfterItsReturnAllIsRight() => GoThroughAsync(server => server.StopAsync());

    [Fact]
    public Task WhileTheDatabaseIsKilledJobsRunOnAndAfterItsReturnAllIsRight() => GoThroughAsync(server => server.KillAsync());

    private static async Task GoThroughAsync(Func<PostgresServer, Task> end)
    {
        await using var server = await PostgresServer.CreateAsync();
        await using var cluster = await NodeCluster.StartAsync(1, server, direct: true, settings: "--Lease:Duration=00:00:05");
        var node = cluster.Nodes[0];
        var id = await HostFolder.SubmitAsync(node.Http, "checksum", cluster.Folder.WriteSparse(60L << 30));
        var observer = new Observer(id, new Ledger());
        using var stop = new CancellationTokenSource();
        var following = new HubWatcher(node.Address).FollowAsync(observer, stop.Token);
        await Eventually.TrueAsync(() => observer.Newest is { State: JobState.Running, Progress.Done: > 0 });

        await end(server);
        await Eventually.TrueAsync(async () => await StatusAsync(node, "health/ready") == HttpStatusCode.ServiceUnavailable);
        var (seen, began) = (observer.Versions.Count, TimeProvider.System.GetTimestamp());
        using (var refused = await node.Http.PostAsJsonAsync("api/jobs", new { kind = "checksum", args = new { path = "sparse.bin" } }))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        await Task.Delay(Away - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);
        observer.Newest!.State.ShouldBe(JobState.Running);
        await Eventually.TrueAsync(() => observer.Versions.Count > seen + 3, () => "The watcher of a local job stays live without the database.");

        await server.StartAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(node, "health/ready") == HttpStatusCode.OK);
        var known = observer.Known;
        await Eventually.TrueAsync(async () => await StoredVersionAsync(cluster, id) >= known, () => "What was reported meanwhile is stored.");
        using (var canceled = await node.Http.PostAsync($"api/jobs/{id}/cancel", null))
        {
            canceled.EnsureSuccessStatusCode();
        }

        await observer.UntilFinalAsync();
        await stop.CancelAsync();
        await following;
        (observer.Newest!.State, observer.Newest.Attempt).ShouldBe((JobState.Canceled, 1));
        observer.Ledger.Faults.ShouldBeEmpty();
    }

    private static async Task<HttpStatusCode> StatusAsync(ClusterNode node, string path)
    {
        using var response = await node.Http.GetAsync(path);
        return response.StatusCode;
    }

    private static async Task<long> StoredVersionAsync(NodeCluster cluster, JobId id) =>
        await cluster.Database.ReadAsync<long>($"SELECT version FROM progresshub.jobs WHERE id = '{id}'");
}
