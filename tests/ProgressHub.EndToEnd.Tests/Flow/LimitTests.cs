using System.Collections.Concurrent;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Flow;

/// <summary>Limits per kind and per key, from the options of a kind to the jobs that run.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task NoMoreJobsOfAKindRunThanItsLimit()
    {
        var gauge = new Gauge();
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing().AddJob("narrow", gauge.RunAsync, kind => kind.Concurrency = 2));

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Queue.EnqueueAsync("narrow", new NothingArgs())));
        var other = await host.Queue.EnqueueAsync("nothing", new NothingArgs());

        await host.UntilFinalAsync(other);
        await Eventually.TrueAsync(async () => (await host.Store.FindAsync(ids, default)).All(job => job.State is JobState.Succeeded));
        gauge.Most("").ShouldBe(2);
    }

    [Fact]
    public async Task NoMoreJobsOfAKeyRunThanTheKindAllowsAndKeysTakeTurns()
    {
        var gauge = new Gauge();
        await using var host = await TestHost.StartAsync(
            hub => hub.AddJob("narrow", gauge.RunAsync, kind => kind.ConcurrencyPerKey = 1),
            options => options.Jobs.Concurrency = 2);
        var keys = Enumerable.Repeat("tenant:1", 20).Append("tenant:2").Append("tenant:3");

        var ids = await Task.WhenAll(keys.Select(key => host.Queue.EnqueueAsync("narrow", new NothingArgs(), new() { ConcurrencyKey = key })));

        await Eventually.TrueAsync(async () => (await host.Store.FindAsync(ids, default)).All(job => job.State is JobState.Succeeded));
        gauge.Most("tenant:1").ShouldBe(1);
        gauge.Order.Take(8).ShouldContain("tenant:2");
        gauge.Order.Take(8).ShouldContain("tenant:3");
    }

    [Fact]
    public async Task TheKeyStandsInTheSnapshot()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());

        using var submitted = await host.SubmitTextAsync("""{"kind":"nothing","concurrencyKey":"tenant:42"}""");
        using var read = await host.GetAsync(submitted.Headers.Location!.OriginalString);

        (await read.JobAsync()).ConcurrencyKey.ShouldBe("tenant:42");
    }

    /// <summary>Counts how many attempts run at the same time, of each key and in all.</summary>
    private sealed class Gauge
    {
        private readonly ConcurrentDictionary<string, int> _running = new();
        private readonly ConcurrentDictionary<string, int> _most = new();

        public ConcurrentQueue<string> Order { get; } = new();

        public int Most(string key) => _most[key];

        public async Task RunAsync(NothingArgs args, JobContext job, IJobQueue queue)
        {
            var key = (await queue.FindAsync(job.Id))?.ConcurrencyKey ?? "";
            Order.Enqueue(key);
            var running = _running.AddOrUpdate(key, 1, static (_, count) => count + 1);
            _most.AddOrUpdate(key, running, (_, most) => Math.Max(most, running));
            await Task.Delay(20);
            _running.AddOrUpdate(key, 0, static (_, count) => count - 1);
        }
    }
}
