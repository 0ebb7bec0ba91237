using Npgsql;

namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>One node of a cluster: the process, its address, which stays over restarts, and its line to the database.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string[] _settings;
    private HostProcess? _process;

    public ClusterNode(string name, string folder, string database, bool direct, Func<IProxyFilter>? filter, string[] settings)
    {
        Name = name;
        _folder = folder;
        var server = new NpgsqlConnectionStringBuilder(database);
        Line = new TcpProxy(new Uri($"tcp://127.0.0.1:{server.Port}")) { Filter = filter };
        // Unencrypted, so that a filter can read what passes.
        var line = new NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = Line.Address.Port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable };
        _settings = ["--Storage:Provider=postgres", $"--Storage:ConnectionString={(direct ? server : line).ConnectionString}", $"--Jobs:Node={name}", .. settings];
    }

    public string Name { get; }

    /// <summary>What lies between the node and the database.</summary>
    public TcpProxy Line { get; }

    public Uri Address { get; } = HostProcess.FreeAddress();

    public HostProcess Process => _process ?? throw new InvalidOperationException($"{Name} does not run.");

    public HttpClient Http => Process.Http;

    public async Task StartAsync() => _process = await HostProcess.StartAsync(_folder, Address, _settings);

    /// <summary>Ends the process by <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        var process = Process;
        _process = null;
        await process.KillAsync();
        await process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await Line.DisposeAsync();
    }
}
