using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>A fresh server process and a fresh client process.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const int DefaultIntervalMs = 100;

    public const int SmallestIntervalMs = 20;

    private Rig(Child server, Child load, int port) => (Server, Load, Port) = (server, load, port);

    public Child Server { get; }

    public Child Load { get; }

    public int Port { get; }

    public static async Task<Rig> StartAsync(string subject, int intervalMs = DefaultIntervalMs)
    {
        var server = await ServeAsync(subject, 0, intervalMs);
        // Continuations on the thread that polls the sockets: the cheapest way to read from a thousand.
        var load = Child.Start(LoadVerb.Name, [], [("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")]);
        return new(server, load, await server.AskAsync<int>("port"));
    }

    public static async Task<Child> ServeAsync(string subject, int port, int intervalMs = DefaultIntervalMs)
    {
        var server = Child.Start(ServeVerb.Name, [subject, port.ToString(), intervalMs.ToString()], []);
        await server.AskAsync<int>("port");
        return server;
    }

    public Task<int> ConnectAsync(int count, Reading reading = Reading.AllAtOnce) =>
        Load.AskAsync<int>("connect", new ConnectPlan(Port, count, Sample.Group, Reading: reading));

    public Task<Usage> UsageAsync() => Server.AskAsync<Usage>("usage");

    public Task<Usage> CollectAsync() => Server.AskAsync<Usage>("collect");

    public Task<int> ConnectionsAsync() => Server.AskAsync<int>("connections");

    /// <summary>What the server used and the watchers got while something went on, and a moment after it.</summary>
    public async Task<(Usage Before, Usage After, TallyAnswer Got, T Answer)> MeasureAsync<T>(Func<Task<T>> act)
    {
        await Load.AskAsync("reset");
        var before = await UsageAsync();
        var answer = await act();
        await Load.AskAsync("mark");
        await Task.Delay(300);
        var after = await UsageAsync();
        return (before, after, await Load.AskAsync<TallyAnswer>("tally"), answer);
    }

    public async ValueTask DisposeAsync()
    {
        // The clients first: a server that waits for them to go is not what is measured.
        await Load.DisposeAsync();
        await Server.DisposeAsync();
    }
}
