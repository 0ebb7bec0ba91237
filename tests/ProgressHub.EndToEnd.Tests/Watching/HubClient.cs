using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;

namespace ProgressHub.EndToEnd.Tests.Watching;

/// <summary>A typed client of the hub that keeps all it is told.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private HubClient(HubConnection connection) => Connection = connection;

    public HubConnection Connection { get; }

    public ConcurrentQueue<JobSnapshot> Jobs { get; } = new();

    public ConcurrentQueue<GroupSummary> Summaries { get; } = new();

    public ConcurrentQueue<WatchEnd> Ended { get; } = new();

    public ConcurrentQueue<LogLines> Logs { get; } = new();

    public GroupSummary? Summary => Summaries.LastOrDefault();

    public static Task<HubClient> ConnectAsync(TestHost host) => ConnectAsync(host.Address);

    public static async Task<HubClient> ConnectAsync(Uri address)
    {
        var connection = SocketConnectionFactory.ToHub(new(address, "hubs/jobs"));
        var client = new HubClient(connection);
        connection.On<IReadOnlyList<JobSnapshot>>(nameof(IJobHubClient.JobsChanged), jobs =>
        {
            foreach (var job in jobs)
            {
                client.Jobs.Enqueue(job);
            }
        });
        connection.On<IReadOnlyList<GroupSummary>>(nameof(IJobHubClient.GroupsChanged), groups =>
        {
            foreach (var group in groups)
            {
                client.Summaries.Enqueue(group);
            }
        });
        connection.On<LogLines>(nameof(IJobHubClient.LogAppended), client.Logs.Enqueue);
        connection.On<WatchEnd>(nameof(IJobHubClient.WatchEnded), client.Ended.Enqueue);
        await connection.StartAsync();
        return client;
    }

    public Task<WatchAnswer> WatchAsync(params JobWatch[] jobs) => WatchAsync(new WatchRequest { Jobs = jobs });

    public Task<WatchAnswer> WatchAsync(GroupWatch group) => WatchAsync(new WatchRequest { Groups = [group] });

    public Task<WatchAnswer> WatchAsync(WatchRequest request) => Connection.InvokeAsync<WatchAnswer>(nameof(IJobHub.Watch), request).Within();

    public Task UnwatchAsync(UnwatchRequest request) => Connection.InvokeAsync(nameof(IJobHub.Unwatch), request).Within();

    public Task UntilToldAsync(Func<JobSnapshot, bool> condition) => Eventually.TrueAsync(() => Jobs.Any(condition));

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
