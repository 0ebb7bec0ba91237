using System.Collections.Concurrent;
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

    /// <summary>The client's machine took nothing in time of what the kernel holds for it.</summary>
    public const string Unacknowledged = "unacknowledged";

    /// <summary>Asking the kernel about every connection costs more than all else here; it is done this rarely.</summary>
    private const int LooksBetweenAll = 3;

    private readonly ConcurrentDictionary<JobConnection, bool> _writing = new();
    private readonly ConcurrentDictionary<JobConnection, bool> _sockets = new();
    private readonly AudienceTable _audiences;
    private readonly HubMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly ILogger<SlowConnections> _logger;
    private readonly ITimer _timer;

    // Owned by the look.
    private readonly HashSet<JobConnection> _owing = [];
    private int _looks;

    private int _looking;

    public SlowConnections(AudienceTable audiences, HubMetrics metrics, IOptions<ProgressHubOptions> options, TimeProvider time, ILogger<SlowConnections> logger)
    {
        (_audiences, _metrics, _time, _logger) = (audiences, metrics, time, logger);
        _timeout = options.Value.Push.SlowConnectionTimeout;
        var look = _timeout / 10;
        _timer = time.CreateTimer(static self => ((SlowConnections)self!).Look(), this, look, look);
    }

    /// <summary>Looks after a connection from now on.</summary>
    public void Add(JobConnection connection)
    {
        if (connection.Socket is not null)
        {
            _sockets.TryAdd(connection, true);
        }
    }

    /// <summary>Forgets a connection that has ended.</summary>
    public void Remove(JobConnection connection)
    {
        _sockets.TryRemove(connection, out _);
        Leave(connection);
    }

    public void Watch(JobConnection connection) => _writing.TryAdd(connection, true);

    public void Unwatch(JobConnection connection) => _writing.TryRemove(connection, out _);

    public void Evict(JobConnection connection, string reason)
    {
        // Several may find the same fault at the same moment; it is one eviction.
        if (!connection.TryClose())
        {
            return;
        }

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
        // With many connections and a busy machine a look may last longer than the time to the next one.
        if (Interlocked.Exchange(ref _looking, 1) != 0)
        {
            return;
        }

        LookAtSockets();
        foreach (var (connection, _) in _writing)
        {
            if (_time.GetElapsedTime(connection.WriteStartedAt) >= _timeout)
            {
                Evict(connection, Stuck);
            }
        }

        Volatile.Write(ref _looking, 0);
    }

    /// <summary>Asks the kernel about those who were sent something and may not have taken it; the others cost nothing. Whoever has taken nothing since the last question is asked more often.</summary>
    private void LookAtSockets()
    {
        var now = _time.GetTimestamp();
        if (_looks++ % LooksBetweenAll == 0)
        {
            foreach (var (connection, _) in _sockets)
            {
                Look(connection, now);
            }
        }
        else
        {
            foreach (var connection in _owing.ToArray())
            {
                Look(connection, now);
            }
        }
    }

    private void Look(JobConnection connection, long now)
    {
        switch (connection.TakeMayOwe() ? connection.OwesFor(now, _time) : null)
        {
            case { } owing when owing >= _timeout:
                _owing.Remove(connection);
                Evict(connection, Unacknowledged);
                break;
            case { } owing when owing > TimeSpan.Zero:
                _owing.Add(connection);
                break;
            default:
                _owing.Remove(connection);
                break;
        }
    }
}
