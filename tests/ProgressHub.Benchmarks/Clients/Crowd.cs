using System.Collections.Concurrent;
using System.Net;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>All watchers of this process.</summary>
internal sealed class Crowd
{
    /// <summary>More at once overflow the server's listen queue, and then the kernel's retries are measured.</summary>
    public const int AtOnce = 64;

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<Watcher> _watchers = [];
    private readonly ConcurrentBag<Watcher> _healthy = [];
    private readonly Timer _pings;

    public Crowd() => _pings = new Timer(_ => PingAll(), null, PingInterval, PingInterval);

    public Tally Tally { get; } = new();

    public Boards Boards { get; } = new();

    public IEnumerable<Watcher> Watchers => _watchers;

    /// <summary>How many have been added that read all they are sent.</summary>
    public int Healthy => _healthy.Count;

    public async Task<int> ConnectAsync(ConnectPlan plan)
    {
        var watch = HubWords.Watch(plan.Group, plan.Mode);
        ISink sink = plan.AsBoards ? Boards : Tally;
        await Parallel.ForAsync(0, plan.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, ct) =>
        {
            var watcher = new Watcher(sink, plan.AsBoards ? 64 * 1024 : 4096);
            await watcher.ConnectAsync(Source(number, plan.Addresses), plan.Port, watch, plan.Reading == Reading.AllAtOnce ? 0 : 2048);
            _watchers.Add(watcher);
            if (plan.Reading == Reading.AllAtOnce)
            {
                _healthy.Add(watcher);
            }

            _ = plan.Reading switch
            {
                Reading.AllAtOnce => watcher.ReadAsync(),
                Reading.Slowly => watcher.ReadSlowlyAsync(1024),
                _ => Task.CompletedTask,
            };
        });
        return plan.Count;
    }

    public bool Clear()
    {
        Tally.Clear();
        Boards.Clear();
        foreach (var watcher in _watchers)
        {
            watcher.LastAt = Stopwatch.GetTimestamp();
        }

        return true;
    }

    /// <summary>Ends the gaps: who has heard nothing until now has a gap until now.</summary>
    public bool Mark()
    {
        foreach (var watcher in _healthy)
        {
            Tally.AddGap(watcher, Stopwatch.GetTimestamp());
        }

        return true;
    }

    public bool Disconnect()
    {
        _healthy.Clear();
        while (_watchers.TryTake(out var watcher))
        {
            watcher.Dispose();
        }

        return true;
    }

    /// <summary>One address has room for about 28,000 connections to one port; several keep clear of that, and of ports that rest.</summary>
    public static IPAddress Source(int number, int addresses) => new([127, 0, 0, (byte)(1 + number % addresses)]);

    private void PingAll()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Ping();
        }
    }
}

internal enum Reading
{
    AllAtOnce,
    Slowly,
    Never,
}

/// <summary>Watchers to add.</summary>
/// <param name="Port">Of the server, on loopback.</param>
/// <param name="Count">How many.</param>
/// <param name="Group">What they watch.</param>
/// <param name="Mode">How they watch it.</param>
/// <param name="Reading">How they read.</param>
/// <param name="AsBoards">Whether each keeps the newest of every job.</param>
/// <param name="Addresses">How many source addresses.</param>
internal sealed record ConnectPlan(int Port, int Count, string Group, string Mode = "jobs", Reading Reading = Reading.AllAtOnce, bool AsBoards = false, int Addresses = 1);

/// <param name="Last">The value every job ended with.</param>
internal sealed record BoardsPlan(long Last);
