using System.Text;
using Xunit.Abstractions;

namespace ProgressHub.EndToEnd.Tests.Truth;

/// <summary>Two hundred observers on all four ways, switching among them over a network that cuts them off at random, see the same truth.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const int Observers = 200;
    private const int LongJobs = 6;
    private const int RetriedJobs = 4;

    private static readonly int Seed = TestSetting.Number("PROGRESSHUB_SEED", Environment.TickCount & 0xFFFF);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(TestSetting.Number("PROGRESSHUB_ORACLE_SECONDS", 15));

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    [Trait("Invariant", "3 Poll equals push")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task EveryObserverSeesOnlyGrowingVersionsAndEndsAtTheStoredFinalSnapshot()
    {
        output.WriteLine($"PROGRESSHUB_SEED={Seed}");
        await using var host = await StartAsync();
        await using var proxy = new TcpProxy(host.Address, Seed) { CutWithin = TimeSpan.FromSeconds(3) };
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var jobs = await SubmitAsync(host);
        var ledger = new Ledger();
        var observers = Enumerable.Range(0, Observers).Select(n => new Observer(jobs[n % jobs.Count], ledger)).ToList();
        using var stop = new CancellationTokenSource();
        var following = observers.Select((observer, n) => SwitchAsync(observer, n, http, host.Address, proxy.Address, stop.Token)).ToList();

        await Task.WhenAll(jobs.Skip(LongJobs).Select((id, n) => RetryUntilOverAsync(host, id, new Random(Seed + n))));
        await Task.WhenAll(jobs.Select(host.UntilFinalAsync));
        proxy.CutWithin = null;

        var stored = (await host.Store.FindAsync(jobs, default)).ToDictionary(job => job.Id);
        await Eventually.TrueAsync(
            () => observers.All(observer => observer.Known == stored[observer.Id].Version),
            () => $"Seed {Seed}: {observers.Count(observer => observer.Known != stored[observer.Id].Version)} observers are behind.");
        await stop.CancelAsync();
        await Task.WhenAll(following);

        ledger.Faults.ShouldBeEmpty($"seed {Seed}");
        proxy.Cuts.ShouldBeGreaterThan(10);
        foreach (var observer in observers)
        {
            observer.NewestJson.ShouldBe(Encoding.UTF8.GetString(stored[observer.Id].ToUtf8Json().Span), $"seed {Seed}");
            observer.Versions.ShouldBe(observer.Versions.Distinct().Order());
        }

        output.WriteLine($"{ledger.Count} versions told, {proxy.Connections} connections, {proxy.Cuts} cut");
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(
        hub => hub.AddJob("walk", async (WalkArgs args, JobContext job, CancellationToken ct) =>
        {
            var random = new Random(args.Seed);
            var began = TimeProvider.System.GetTimestamp();
            long done = 0;
            while (TimeProvider.System.GetElapsedTime(began).TotalMilliseconds < args.Ms)
            {
                done += random.Next(100);
                job.Progress.Report(done, args.Ms, "steps", $"at {done} — naïve 進捗");
                job.Counter("reports").Increment();
                await Task.Delay(random.Next(20), ct);
            }

            return new { done };
        }),
        options => options.Jobs.Concurrency = LongJobs + RetriedJobs);

    private static async Task<List<JobId>> SubmitAsync(TestHost host)
    {
        var jobs = new List<JobId>();
        for (var n = 0; n < LongJobs + RetriedJobs; n++)
        {
            var length = n < LongJobs ? Span.TotalMilliseconds : 500;
            jobs.Add(await host.SubmitAsync("walk", new WalkArgs((int)length, Seed + n)));
        }

        return jobs;
    }

    private static async Task RetryUntilOverAsync(TestHost host, JobId id, Random random)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Span)
        {
            await host.UntilFinalAsync(id);
            await Task.Delay(random.Next(200));
            using var response = await host.Http.PostAsync($"api/jobs/{id}/retry", null);
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Follows one way for a while, then another, now over the bad network and now directly.</summary>
    private static async Task SwitchAsync(Observer observer, int number, HttpClient http, Uri direct, Uri bad, CancellationToken stop)
    {
        var random = new Random(Seed + 1000 + number);
        while (!stop.IsCancellationRequested)
        {
            var address = random.Next(4) == 0 ? direct : bad;
            Watcher watcher = random.Next(4) switch
            {
                0 => new HubWatcher(address),
                1 => new EventWatcher(http, address),
                2 => new LongPollWatcher(http, address) { Wait = 5 },
                _ => new PollWatcher(http, address) { Interval = TimeSpan.FromMilliseconds(250) },
            };
            using var leg = CancellationTokenSource.CreateLinkedTokenSource(stop);
            leg.CancelAfter(random.Next(500, 5000));
            await watcher.FollowAsync(observer, leg.Token);
        }
    }

    private sealed record WalkArgs(int Ms, int Seed);
}
