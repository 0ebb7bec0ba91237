using Npgsql;

namespace ProgressHub.TestKit;

/// <summary>An empty database of a test's own, dropped at the end whoever is still connected.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _server;

    private PostgresDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<PostgresDatabase> CreateAsync(string server)
    {
        var database = new PostgresDatabase(server, $"test_{Guid.NewGuid():n}");
        await RunAsync(server, $"CREATE DATABASE {database.Name}");
        return database;
    }

    /// <summary>Runs a statement in this database.</summary>
    public Task RunAsync(string statement) => RunAsync(ConnectionString, statement);

    /// <summary>The first value that a query in this database answers.</summary>
    public async Task<T> ReadAsync<T>(string query)
    {
        await using var source = Source(ConnectionString);
        await using var command = source.CreateCommand(query);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        // Pooled connections of this process would be found broken by whoever takes them next.
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        try
        {
            await RunAsync(_server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            // A test that stopped its server leaves nobody to drop it; it goes with the server's folder.
        }
    }

    private static async Task RunAsync(string connection, string statement)
    {
        await using var source = Source(connection);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlDataSource Source(string connection) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
}
