using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Publishing;
using ProgressHub.Telemetry;

namespace ProgressHub.Hubs;

/// <summary>Gives up connections whose write makes no headway: out of their audiences first, so that nothing more is made for them, then aborted.</summary>
internal sealed class SlowConnections : IDisposable
{
    /// <summary>No write completed in time.</summary>
    public const string Stuck = "stuck";

    /// <summary>More was waiting than may be kept.</summary>
    public const string Overflow = "overflow";

    private readonly ConcurrentDictionary<JobConnection, bool> _writing = new();
    private readonly AudienceTable _audiences;
    private readonly HubMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly ILogger<SlowConnections> _logger;
    private readonly ITimer _timer;

    public SlowConnections(AudienceTable audiences, HubMetrics metrics, IOptions<ProgressHubOptions> options, TimeProvider time, ILogger<SlowConnections> logger)
    {
        (_audiences, _metrics, _time, _logger) = (audiences, metrics, time, logger);
        _timeout = options.Value.Push.SlowConnectionTimeout;
        var look = _timeout / 10;
        _timer = time.CreateTimer(static self => ((SlowConnections)self!).Look(), this, look, look);
    }

    /// <summary>Bounds what the kernel hides from us, and for how long.</summary>
    public void Bound(HubConnectionContext connection) => ConnectionSocket.Bound(connection, _timeout);

    public void Watch(JobConnection connection) => _writing.TryAdd(connection, true);

    public void Unwatch(JobConnection connection) => _writing.TryRemove(connection, out _);

    public void Evict(JobConnection connection, string reason)
    {
        if (connection.IsClosed)
        {
            return;
        }

        connection.Close();
        Leave(connection);
        _metrics.Evicted(reason);
        _logger.Evicted(connection.Id, reason);
        // The abort runs the connection's own clean-up; whoever sends must not wait for that.
        ThreadPool.UnsafeQueueUserWorkItem(static c => c.Context.Abort(), connection, preferLocal: false);
    }

    public void Leave(JobConnection connection)
    {
        lock (connection.Joined)
        {
            foreach (var name in connection.Joined)
            {
                _audiences.Leave(name, connection);
            }

            connection.Joined.Clear();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        foreach (var (connection, _) in _writing)
        {
            if (_time.GetElapsedTime(connection.WriteStartedAt) >= _timeout)
            {
                Evict(connection, Stuck);
            }
        }
    }
}
