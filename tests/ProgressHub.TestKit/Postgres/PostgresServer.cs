using System.Globalization;
using Npgsql;

namespace ProgressHub.TestKit;

/// <summary>
/// A real PostgreSQL. The shared one is that of <c>PROGRESSHUB_TEST_POSTGRES</c>, a connection string of a user who may create databases, or else one
/// that this process starts once. A test that stops or kills its server starts one of its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Prefix = "progresshub-postgres-";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(ShareAsync);

    private readonly string? _folder;
    private readonly string[] _settings = [];
    private PostgresGuard? _guard;

    private PostgresServer(string connectionString) => ConnectionString = connectionString;

    private PostgresServer(string folder, int port, PostgresOptions options)
    {
        _folder = folder;
        Port = port;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
        string[] given =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", $"max_connections={options.Connections}", "shared_buffers=128MB",
            $"fsync={(options.Sync ? "on" : "off")}", "max_wal_size=2GB", "log_min_messages=warning", .. options.Settings,
        ];
        _settings = ["-D", Path.Combine(folder, "data"), .. given.SelectMany(setting => (string[])["-c", setting])];
    }

    /// <summary>Leads to the database <c>postgres</c> of a server that was started here.</summary>
    public string ConnectionString { get; }

    /// <summary>The port of a server of one's own; stays over restarts.</summary>
    public int Port { get; }

    /// <summary>The server that all tests of this process share.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server of one's own on a free port, with its data in a temporary folder.</summary>
    public static async Task<PostgresServer> CreateAsync(PostgresOptions? options = null)
    {
        RemoveStaleFolders();
        var folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
        PostgresPrograms.HandOver(folder);
        await Programs.RunAsync([.. PostgresPrograms.Prefix(), PostgresPrograms.Path("initdb"), "-D", Path.Combine(folder, "data"),
            "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        var server = new PostgresServer(folder, HostProcess.FreeAddress().Port, options ?? new());
        await server.StartAsync();
        return server;
    }

    /// <summary>An empty database; dispose it to drop it.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync() => PostgresDatabase.CreateAsync(ConnectionString);

    /// <summary>Starts a server of one's own that was stopped or killed, on the same port and data, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _guard = await PostgresGuard.StartAsync(Own(), [PostgresPrograms.Path("postgres"), .. _settings]);
        await Eventually.TrueAsync(AnswersAsync, () => File.ReadAllText(Path.Combine(Own(), "log")));
    }

    /// <summary>Stops a server of one's own in order; whoever is connected is cut off.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>Ends a server of one's own by <c>kill -9</c> of its first process.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Ends a server of one's own and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_guard is { } guard)
        {
            _guard = null;
            await guard.RemoveAsync();
        }

        if (_folder is not null && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task EndAsync(string signal)
    {
        var guard = _guard ?? throw new InvalidOperationException("The server does not run.");
        _guard = null;
        await guard.EndAsync(signal);
    }

    private string Own() => _folder ?? throw new InvalidOperationException("The shared server is not to be stopped; create one.");

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The shared server ends with this process, by its guard.</summary>
    private static async Task<PostgresServer> ShareAsync() =>
        Environment.GetEnvironmentVariable("PROGRESSHUB_TEST_POSTGRES") is { Length: > 0 } given ? new(given) : await CreateAsync();

    /// <summary>What a process left behind whose guard was killed as well.</summary>
    private static void RemoveStaleFolders()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}") && int.TryParse(owner, CultureInfo.InvariantCulture, out _))
            {
                TryRemove(folder);
            }
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its guard is removing it at this moment, or it is another user's.
        }
    }
}
