using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>A node that was cut off from its database for longer than changes are kept for it.</summary>
[Trait("Invariant", "8 A lost message costs latency, not truth")]
public sealed class CutOffTests
{
    // What two minutes do, in a moment: nothing is kept any more, and nobody counts on who has been silent.
    private const string TwoMinutesLater = "UPDATE progresshub.owners SET beat_at = beat_at - 120000; DELETE FROM progresshub.changes";

    [Fact]
    public async Task WhoWatchesAGroupThereIsToldWhatItsNodeHasMissed()
    {
        await using var cluster = await NodeCluster.StartAsync(2);
        var (near, far) = (cluster.Nodes[0], cluster.Nodes[1]);
        var file = cluster.Folder.WriteSparse(1L << 10);
        await HostFolder.SubmitAsync(near.Http, "checksum", file);
        var ended = 0L;
        await using var hub = SocketConnectionFactory.ToHub(new(far.Address, "hubs/jobs"));
        hub.On<JsonElement>(nameof(IJobHubClient.GroupsChanged), groups => Volatile.Write(ref ended, Ended(groups[0])));
        await hub.StartAsync();
        var answer = await hub.InvokeAsync<JsonElement>(nameof(IJobHub.Watch), new WatchRequest { Groups = [new("all", GroupMode.Summary)] });
        ended = Math.Max(Volatile.Read(ref ended), Ended(answer.GetProperty("groups")[0].GetProperty("summary")));
        await Eventually.TrueAsync(() => Volatile.Read(ref ended) == 1, () => "The watcher is told while the line is good.");

        // Its first sign of life with somebody watching: it follows the changes of others by now.
        await Eventually.TrueAsync(async () => await cluster.Database.ReadAsync<long>("SELECT count(*) FROM progresshub.owners WHERE watches") == 1);

        far.Line.RefusesAll = true;
        far.Line.CutAll();
        await HostFolder.SubmitAsync(near.Http, "checksum", file);
        await Eventually.TrueAsync(async () => await cluster.Database.ReadAsync<long>("SELECT count(*) FROM progresshub.final_jobs") == 2);
        await cluster.Database.RunAsync(TwoMinutesLater);
        far.Line.RefusesAll = false;

        await Eventually.TrueAsync(() => Volatile.Read(ref ended) == 2, () => $"The watcher knows of {ended}. {far.Process.Output}");
    }

    private static long Ended(JsonElement summary) =>
        summary.GetProperty("byState").TryGetProperty("succeeded", out var succeeded) ? succeeded.GetInt64() : 0;
}
