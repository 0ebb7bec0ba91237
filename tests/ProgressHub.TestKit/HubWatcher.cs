using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace ProgressHub.TestKit;

/// <summary>Follows over the hub: connects, watches with the version it knows, and does so again after each loss.</summary>
public sealed class HubWatcher(Uri address) : Watcher(address)
{
    public override string Name => "hub";

    /// <summary>How often the server said that it was about to close.</summary>
    public int GoingAways { get; private set; }

    protected override async Task FollowOnceAsync(Observer observer, CancellationToken ct)
    {
        var connection = SocketConnectionFactory.ToHub(new(Address, "hubs/jobs"));
        await using (connection)
        {
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            connection.Closed += _ => Task.FromResult(closed.TrySetResult());
            connection.On<JsonElement>(nameof(IJobHubClient.JobsChanged), jobs => See(observer, jobs));
            connection.On<JsonElement>(nameof(IJobHubClient.Resync), _ => WatchAsync(connection, observer, -1, ct));
            connection.On<JsonElement>(nameof(IJobHubClient.GoingAway), _ => GoingAways++);
            connection.On<JsonElement>(nameof(IJobHubClient.WatchEnded), ended => observer.EndedBecause = ended.GetProperty("reason").GetString());
            await connection.StartAsync(ct);
            await WatchAsync(connection, observer, observer.Known, ct);
            await closed.Task.WaitAsync(ct);
        }
    }

    private static async Task WatchAsync(HubConnection connection, Observer observer, long known, CancellationToken ct)
    {
        var request = new WatchRequest { Jobs = [new(observer.Id.ToString(), known < 0 ? null : known)] };
        var answer = await connection.InvokeAsync<JsonElement>(nameof(IJobHub.Watch), request, ct);
        foreach (var refused in answer.GetProperty("refused").EnumerateArray())
        {
            observer.EndedBecause = refused.GetProperty("code").GetString();
        }

        See(observer, answer.GetProperty("jobs"));
    }

    private static void See(Observer observer, JsonElement jobs)
    {
        foreach (var job in jobs.EnumerateArray())
        {
            observer.See(Encoding.UTF8.GetBytes(job.GetRawText()), "hub");
        }
    }
}
