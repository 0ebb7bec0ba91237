using System.Collections.Concurrent;
using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Connections for queries. In log mode a reader sees the last commit and waits for nobody.</summary>
internal sealed class ReaderPool(DatabaseFile file) : IDisposable
{
    private const int MaxIdle = 8;

    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs a query on a connection of its own.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The file cannot be read now.</exception>
    public T Read<T>(Func<Connection, T> query)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(SqliteJobStore));
        Connection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : Connection.OpenReader(file);
            var answer = query(connection);
            Return(connection);
            return answer;
        }
        catch (Exception fault)
        {
            // Its statement may stand in the middle of its rows, and would hold old pages for good.
            connection?.Dispose();
            if (fault is SqliteFault { IsOutage: true } outage)
            {
                throw outage.ToUnavailable(file.Path);
            }

            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void Return(Connection connection)
    {
        if (_idle.Count >= MaxIdle)
        {
            connection.Dispose();
            return;
        }

        _idle.Add(connection);
        if (_closed)
        {
            Dispose();
        }
    }
}
