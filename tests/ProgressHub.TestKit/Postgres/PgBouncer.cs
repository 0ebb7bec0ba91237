using Npgsql;

namespace ProgressHub.TestKit;

/// <summary>A real PgBouncer in transaction mode before a PostgreSQL, with few connections behind it, so that its clients really share them.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "pgbouncer";
    private const int ServerConnections = 6;

    private readonly string _folder;
    private readonly int _port;
    private readonly PostgresGuard _guard;

    private PgBouncer(string folder, int port, PostgresGuard guard) => (_folder, _port, _guard) = (folder, port, guard);

    /// <summary>Starts one before the server of this connection string, and waits until it answers.</summary>
    public static async Task<PgBouncer> StartAsync(string server)
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("progresshub-pgbouncer-").FullName, HostProcess.FreeAddress().Port);
        var settings = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, Settings(new(server), port));
        PostgresPrograms.HandOver(folder);
        var pooler = new PgBouncer(folder, port, await PostgresGuard.StartAsync(folder, [Find(), settings], end: "TERM"));
        await Eventually.TrueAsync(() => AnswersAsync(pooler.Before(server)), () => File.ReadAllText(Path.Combine(folder, "log")));
        return pooler;
    }

    /// <summary>The connection string that leads through it.</summary>
    public string Before(string server) => new NpgsqlConnectionStringBuilder(server) { Host = "127.0.0.1", Port = _port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await _guard.RemoveAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string Settings(NpgsqlConnectionStringBuilder server, int port) => $"""
        [databases]
        * = host={server.Host} port={server.Port} user={server.Username}{(server.Password is { Length: > 0 } password ? $" password={password}" : "")}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = {ServerConnections}
        max_client_conn = 300
        """;

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no PgBouncer here. Debian, Ubuntu: apt-get install pgbouncer.");
}
