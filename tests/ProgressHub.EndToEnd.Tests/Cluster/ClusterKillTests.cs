using System.Diagnostics;
using ProgressHub.EndToEnd.Tests.Crash;
using Xunit.Abstractions;

namespace ProgressHub.EndToEnd.Tests.Cluster;

/// <summary>Three nodes on one PostgreSQL, killed at random, judged by what callers and watchers were told.</summary>
public sealed class ClusterKillTests(ITestOutputHelper output)
{
    private const int Nodes = 3;
    private const int Rows = 150_000;

    // The suite's size; the full one is 180 s, 300 watchers and a kill every 5 s.
    private static readonly int Seconds = TestSetting.Number("PROGRESSHUB_CLUSTER_SECONDS", 12);
    private static readonly int Watchers = TestSetting.Number("PROGRESSHUB_CLUSTER_WATCHERS", 60);
    private static readonly int Seed = TestSetting.Number("PROGRESSHUB_SEED", Random.Shared.Next());

    private readonly AcknowledgedJobs _jobs = new();
    private readonly Ledger _ledger = new() { PollsNeverGoBack = false };

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    [Trait("Invariant", "2 Versions only grow")]
    [Trait("Invariant", "4 One outcome")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task NodesThatAreKilledAgainAndAgainLoseNoJobAndEveryWatcherConverges()
    {
        output.WriteLine($"seed {Seed}; set PROGRESSHUB_SEED to replay, PROGRESSHUB_CLUSTER_SECONDS and _WATCHERS for another size than {Seconds} s and {Watchers}");
        await using var cluster = await NodeCluster.StartAsync(Nodes, settings: ["--Lease:Duration=00:00:05", "--Jobs:MaxAttempts=100", "--Jobs:Concurrency=6"]);
        var addresses = cluster.Nodes.Select(node => node.Address).ToList();
        var small = cluster.Folder.WriteSmallFile();
        var observers = await ObserveAsync(cluster, cluster.Folder.WriteCsv(Rows));
        using var stop = new CancellationTokenSource();
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var watching = observers.Select((observer, n) => FollowAsync(observer, http, addresses, new Random(Seed + n), stop.Token)).ToList();
        using var stopCalling = new CancellationTokenSource();
        List<Task> callers = [.. addresses.Select(address => Task.Run(() => _jobs.SubmitAsync(address, small, stopCalling.Token)))];
        callers.Add(Task.Run(() => _jobs.JudgeAsync(addresses, stopCalling.Token)));

        var kills = await KillAsync(cluster.Nodes, new Random(Seed));
        await stopCalling.CancelAsync();
        await Task.WhenAll(callers);
        await Eventually.TrueAsync(() => AcknowledgedJobs.AreDoneAsync(cluster.Nodes[0].Http), () => $"Seed {Seed}: not all jobs have ended.");
        foreach (var id in _jobs.Ids)
        {
            _jobs.Record(await HostFolder.ReadAsync(cluster.Nodes[Random.Shared.Next(Nodes)].Http, id));
        }

        await ConvergeAsync(cluster, observers);
        await stop.CancelAsync();
        await Task.WhenAll(watching);
        output.WriteLine($"{kills} kills, {_jobs.Ids.Count} jobs acknowledged, {_jobs.Finals.Count(job => job.Attempt > 1)} of them run more than once; {_ledger.Count} versions told to {observers.Count} watchers");
        _jobs.Faults.ShouldBeEmpty($"seed {Seed}");
        _jobs.Finals.Count.ShouldBe(_jobs.Ids.Distinct().Count());
        _jobs.Finals.ShouldAllBe(job => job.State == JobState.Succeeded);
        _ledger.Faults.ShouldBeEmpty($"seed {Seed}");
        observers.ShouldAllBe(observer => observer.Versions.SequenceEqual(observer.Versions.Distinct().Order()));
    }

    /// <summary>Long jobs, five watchers each.</summary>
    private async Task<List<Observer>> ObserveAsync(NodeCluster cluster, string path)
    {
        var observers = new List<Observer>();
        for (var n = 0; n < Watchers; n++)
        {
            var id = n % 5 == 0 ? await HostFolder.SubmitAsync(cluster.Nodes[n % Nodes].Http, "import-csv", path) : observers[^1].Id;
            if (n % 5 == 0)
            {
                _jobs.Add(id);
            }

            observers.Add(new(id, _ledger));
        }

        return observers;
    }

    /// <summary>Follows on one node and in one way for some seconds, then on another, like a client behind a load balancer.</summary>
    private static async Task FollowAsync(Observer observer, HttpClient http, List<Uri> addresses, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var address = addresses[random.Next(addresses.Count)];
            Watcher watcher = random.Next(4) switch
            {
                0 or 1 => new HubWatcher(address),
                2 => new EventWatcher(http, address),
                _ => new LongPollWatcher(http, address) { Wait = 5 },
            };
            using var leg = CancellationTokenSource.CreateLinkedTokenSource(stop);
            leg.CancelAfter(random.Next(3_000, 15_000));
            await watcher.FollowAsync(observer, leg.Token);
        }
    }

    private static async Task<int> KillAsync(IReadOnlyList<ClusterNode> nodes, Random random)
    {
        var (kills, clock, pace) = (0, Stopwatch.StartNew(), TimeSpan.FromSeconds(Math.Min(5, Seconds / 3.0)));
        while (clock.Elapsed.TotalSeconds < Seconds)
        {
            // From kill to kill, however long the start takes.
            var rest = (kills + 1) * pace - clock.Elapsed;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
            var victim = nodes[random.Next(nodes.Count)];
            await victim.KillAsync();
            await victim.StartAsync();
            kills++;
        }

        return kills;
    }

    private static async Task ConvergeAsync(NodeCluster cluster, List<Observer> observers)
    {
        foreach (var group in observers.GroupBy(observer => observer.Id))
        {
            var stored = await HostFolder.ReadAsync(cluster.Nodes[0].Http, group.Key);
            await Eventually.TrueAsync(
                () => group.All(observer => observer.Known == stored.Version),
                () => $"Seed {Seed}: of {group.Key}, stored in {stored.Version}, the watchers know {string.Join(", ", group.Select(observer => observer.Known))}.");
        }
    }
}
