using Microsoft.AspNetCore.SignalR;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>A plain hub whose clients join groups, with SignalR's default lifetime manager: the baseline.</summary>
internal sealed class RawHub(RawHub.Counter counter) : Hub<IJobHubClient>
{
    public async Task<WatchAnswer> Watch(WatchRequest request)
    {
        foreach (var group in request.Groups ?? [])
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, group.Name, Context.ConnectionAborted);
        }

        return new WatchAnswer { Store = "raw" };
    }

    public override Task OnConnectedAsync()
    {
        Interlocked.Increment(ref counter.Connections);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Interlocked.Decrement(ref counter.Connections);
        return Task.CompletedTask;
    }

    internal sealed class Counter
    {
        public int Connections;
    }
}
