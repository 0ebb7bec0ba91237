using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Hubs;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub;

/// <summary>The hub at <c>/hubs/jobs</c>: clients say what they watch, and hear of it through <see cref="IJobHubClient"/>.</summary>
/// <remarks>Publish through <c>IHubContext&lt;JobHub, IJobHubClient&gt;</c> as with any hub.</remarks>
public sealed class JobHub : Hub<IJobHubClient>, IJobHub
{
    private readonly HubWatches _watches;
    private readonly JobHubLifetimeManager _connections;
    private readonly IJobQueue _queue;
    private readonly JobRights _rights;

    /// <summary>Made by SignalR for each call.</summary>
    public JobHub(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _watches = services.GetRequiredService<HubWatches>();
        _connections = services.GetRequiredService<JobHubLifetimeManager>();
        _queue = services.GetRequiredService<IJobQueue>();
        _rights = services.GetRequiredService<JobRights>();
    }

    /// <inheritdoc />
    public Task<WatchAnswer> Watch(WatchRequest request) =>
        CallAsync(connection => _watches.AddAsync(connection, Required(request), Context.ConnectionAborted));

    /// <inheritdoc />
    public Task Unwatch(UnwatchRequest request) => CallAsync(connection =>
    {
        _watches.Remove(connection, Required(request));
        return Task.FromResult(true);
    });

    /// <inheritdoc />
    public Task<JobSnapshot> Cancel(CancelRequest request) => CallAsync(async connection =>
    {
        if (!JobId.TryParse(Required(request).Id, out var id))
        {
            throw Refused("invalid-id", "A job id is a UUID such as 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11.");
        }

        var job = await _queue.FindAsync(id, Context.ConnectionAborted);
        return job is not null && await _rights.MayAsync(connection.User, job, JobOperation.Manage)
            ? await _queue.CancelAsync(id, Context.ConnectionAborted) ?? job
            : throw Refused("job-not-found", "There is no such job, or you have no right to it. Check the id.");
    });

    private async Task<T> CallAsync<T>(Func<JobConnection, Task<T>> call)
    {
        var connection = _connections.Find(Context.ConnectionId) ?? throw Refused("invalid-request", "The connection is closing.");
        if (!connection.Calls.TryTake())
        {
            throw Refused("rate-limited", "At most 20 calls a second. Watch many things in one call.");
        }

        try
        {
            return await call(connection);
        }
        catch (StoreUnavailableException e)
        {
            throw Refused("store-unavailable", e.Message);
        }
    }

    private static T Required<T>(T? request) where T : class =>
        request ?? throw Refused("invalid-request", "Send an object; see PROTOCOL.md.");

    internal static HubException Refused(string code, string detail) => new($"{code}: {detail}");
}
