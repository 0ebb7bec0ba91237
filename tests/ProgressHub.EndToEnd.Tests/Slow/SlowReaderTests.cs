using System.Net;
using System.Net.Sockets;
using System.Text;
using ProgressHub.EndToEnd.Tests.Watching;
using ProgressHub.Hubs;
using ProgressHub.Jobs;
using ProgressHub.Publishing;

namespace ProgressHub.EndToEnd.Tests.Slow;

/// <summary>Whatever a client does with its connection, it hurts itself alone, and ends.</summary>
[Trait("Invariant", "7 A slow watcher hurts only itself")]
public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int Noisy = 20;
    private const int SmallBuffer = 4096;

    private readonly CancellationTokenSource _quiet = new();
    private TestHost _host = null!;
    private EvictionCounter _evicted = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            hub => hub.AddNothing().AddJob("noisy", async (NothingArgs _, JobContext job, CancellationToken ct) =>
            {
                for (var n = 0; !_quiet.IsCancellationRequested; n++)
                {
                    job.Progress.Report(n, null, "steps", $"{n} {new string('x', 1000)}");
                    await Task.Delay(5, ct);
                }
            }),
            options =>
            {
                options.Jobs.Concurrency = Noisy;
                options.Push.Interval = TimeSpan.FromMilliseconds(20);
                // The healthy one lives in this process too, and on a busy machine the process may not run for a second.
                options.Push.SlowConnectionTimeout = TimeSpan.FromSeconds(4);
            });
        _evicted = new EvictionCounter(_host);
        for (var n = 0; n < Noisy; n++)
        {
            await _host.SubmitAsync("noisy");
        }
    }

    public async Task DisposeAsync()
    {
        _evicted.Dispose();
        await _host.DisposeAsync();
        _quiet.Dispose();
    }

    [Fact]
    public async Task ClientsThatNeverReadAreGivenUpWithAReasonAndTheOthersHearOn()
    {
        await using var healthy = await HubClient.ConnectAsync(_host);
        await healthy.WatchAsync(new GroupWatch("all"));
        await using var stuck = await StuckAsync(20);

        await Eventually.TrueAsync(() => _evicted.Total == 20, () => $"{_evicted.Total} are given up.");

        (_evicted.Of("stuck") + _evicted.Of("overflow") + _evicted.Of("unacknowledged")).ShouldBe(20);
        await OnlyIsLeftAsync(1);
        await HearsOnAsync(healthy);
    }

    [Fact]
    public async Task AClientThatReadsAKibibyteASecondIsGivenUpToo()
    {
        await using var healthy = await HubClient.ConnectAsync(_host);
        await healthy.WatchAsync(new GroupWatch("all"));
        await using var slow = await RawHub.ConnectAsync(_host.Address, SmallBuffer);
        await slow.CallAsync("Watch", new { groups = new[] { new { name = "all" } } });
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await slow.ReadSomeAsync(stop.Token) && await second.WaitForNextTickAsync(stop.Token))
            {
            }
        });

        await Eventually.TrueAsync(() => _evicted.Total == 1);

        await OnlyIsLeftAsync(1);
        await HearsOnAsync(healthy);
        await stop.CancelAsync();
        await reading.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task AClientThatTakesNothingIsGivenUpThoughEveryWriteSucceeds()
    {
        await using var host = await TestHost.StartAsync(
            hub => hub.AddCount(),
            options =>
            {
                options.Push.Interval = TimeSpan.FromMilliseconds(20);
                options.Push.SlowConnectionTimeout = TimeSpan.FromSeconds(1);
            });
        using var evicted = new EvictionCounter(host);
        var id = await host.SubmitAsync("count", new { to = 100_000, stepMs = 10 });
        await using var stuck = await RawHub.ConnectAsync(host.Address, SmallBuffer);
        await stuck.CallAsync("Watch", new { jobs = new[] { new { id } } });

        // A few hundred bytes at a time, which fill the client's window and hide in the server's own buffer.
        await Eventually.TrueAsync(() => evicted.Of("unacknowledged") == 1);

        await Eventually.TrueAsync(() => host.Services.GetRequiredService<AudienceTable>().IsEmpty);
    }

    [Fact]
    public async Task AnEventStreamThatNobodyReadsIsGivenUp()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallBuffer };
        await socket.ConnectAsync(IPAddress.Loopback, _host.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /api/groups/all/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));

        await Eventually.TrueAsync(() => _evicted.Of("stuck-events") == 1);

        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<AudienceTable>().IsEmpty);
    }

    [Fact]
    public async Task WhatManyStuckClientsHeldIsFreeAgain()
    {
        await using var healthy = await HubClient.ConnectAsync(_host);
        await healthy.WatchAsync(new GroupWatch("all"));
        await using (await StuckAsync(10))
        {
            await Eventually.TrueAsync(() => _evicted.Total == 10);
        }

        await OnlyIsLeftAsync(1);
        var before = Used();
        for (var wave = 2; wave <= 4; wave++)
        {
            await using (await StuckAsync(20))
            {
                await Eventually.TrueAsync(() => _evicted.Total == 10 + 20 * (wave - 1));
            }
        }

        await OnlyIsLeftAsync(1);
        await Eventually.TrueAsync(() =>
        {
            healthy.Jobs.Clear();
            healthy.Summaries.Clear();
            return Used() < before + 16 * 1024 * 1024;
        }, () => $"{before} bytes before, {Used()} now.");
    }

    private async Task<Crowd> StuckAsync(int count)
    {
        var crowd = new Crowd();
        for (var n = 0; n < count; n++)
        {
            var client = await RawHub.ConnectAsync(_host.Address, SmallBuffer);
            crowd.Add(client);
            await client.CallAsync("Watch", new { groups = new[] { new { name = "all" } } });
        }

        return crowd;
    }

    private async Task OnlyIsLeftAsync(int count)
    {
        var audiences = _host.Services.GetRequiredService<AudienceTable>();
        var connections = _host.Services.GetRequiredService<JobHubLifetimeManager>();
        await Eventually.TrueAsync(() => audiences.Find(AudienceNames.OfGroupJobs(GroupNames.All))?.Watchers().Length == count);
        await Eventually.TrueAsync(() => connections.Connections.Count == count);
    }

    private async Task HearsOnAsync(HubClient healthy)
    {
        var newest = healthy.Jobs.MaxBy(job => job.Version)!.Version;
        await healthy.UntilToldAsync(job => job.Version > newest);
        await _quiet.CancelAsync();
        await Eventually.TrueAsync(() => healthy.Jobs.Where(job => job.IsFinal()).Select(job => job.Id).Distinct().Count() == Noisy);
        healthy.Connection.State.ShouldBe(Microsoft.AspNetCore.SignalR.Client.HubConnectionState.Connected);
    }

    private static long Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class Crowd : List<RawHub>, IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var client in this)
            {
                await client.DisposeAsync();
            }
        }
    }
}
