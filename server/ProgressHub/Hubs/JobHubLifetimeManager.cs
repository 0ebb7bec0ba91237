using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using ProgressHub.Publishing;

namespace ProgressHub.Hubs;

/// <summary>Sends to groups without waiting for anyone: the slowest member delays nobody else and not the sender.</summary>
/// <remarks>SignalR's own manager awaits all members of a send, so that one that does not read stalls the rest (dotnet/aspnetcore issues 20282, 33582, 43093, 46847). A returned task means that the message is written or kept, not that it arrived.</remarks>
internal sealed class JobHubLifetimeManager(AudienceTable audiences, SlowConnections slow, IHostApplicationLifetime lifetime, TimeProvider time) : HubLifetimeManager<JobHub>
{
    private readonly ConcurrentDictionary<string, JobConnection> _connections = new(StringComparer.Ordinal);

    public ICollection<JobConnection> Connections => _connections.Values;

    public JobConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);

    public void Join(JobConnection connection, string audience)
    {
        lock (connection.Joined)
        {
            // One that was given up a moment ago must not come back through a join that was under way.
            if (!connection.IsClosed && connection.Joined.Add(audience))
            {
                audiences.Join(audience, connection);
            }
        }
    }

    public void Leave(JobConnection connection, string audience) => connection.Leave(audiences, audience);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var added = new JobConnection(connection, time, slow);
        _connections[connection.ConnectionId] = added;
        slow.Add(added);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It came back before the server stopped to listen, and after SignalR closed what was open: nobody else would end it.
            connection.Abort();
        }

        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (_connections.TryRemove(connection.ConnectionId, out var gone))
        {
            gone.TryClose();
            slow.Remove(gone);
        }

        return Task.CompletedTask;
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (Find(connectionId) is { } connection)
        {
            Join(connection, groupName);
        }

        return Task.CompletedTask;
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (Find(connectionId) is { } connection)
        {
            Leave(connection, groupName);
        }

        return Task.CompletedTask;
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        audiences.Find(groupName)?.Offer(new Delivery(methodName, args));
        return Task.CompletedTask;
    }

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        var delivery = new Delivery(methodName, args);
        foreach (var name in groupNames)
        {
            audiences.Find(name)?.Offer(delivery);
        }

        return Task.CompletedTask;
    }

    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default)
    {
        var delivery = new Delivery(methodName, args);
        foreach (var watcher in audiences.Find(groupName)?.Watchers() ?? [])
        {
            if (watcher is not JobConnection connection || !excludedConnectionIds.Contains(connection.Id))
            {
                watcher.Offer(delivery);
            }
        }

        return Task.CompletedTask;
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendWhere(methodName, args, static _ => true);

    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        SendWhere(methodName, args, connection => !excludedConnectionIds.Contains(connection.Id));

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        Find(connectionId)?.Offer(new Delivery(methodName, args));
        return Task.CompletedTask;
    }

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendWhere(methodName, args, connection => connectionIds.Contains(connection.Id));

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendWhere(methodName, args, connection => string.Equals(connection.Context.UserIdentifier, userId, StringComparison.Ordinal));

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendWhere(methodName, args, connection => userIds.Contains(connection.Context.UserIdentifier!));

    private Task SendWhere(string methodName, object?[] args, Func<JobConnection, bool> includes)
    {
        var delivery = new Delivery(methodName, args);
        foreach (var (_, connection) in _connections)
        {
            if (includes(connection))
            {
                connection.Offer(delivery);
            }
        }

        return Task.CompletedTask;
    }
}
