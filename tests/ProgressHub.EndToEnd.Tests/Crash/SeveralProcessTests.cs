using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace ProgressHub.EndToEnd.Tests.Crash;

/// <summary>Several processes on one database, judged by what the callers were told.</summary>
public sealed class SeveralProcessTests(ITestOutputHelper output) : IDisposable
{
    // The suite's size; the full one is 180 s and 10,000 jobs.
    private static readonly int KillSeconds = Setting("PROGRESSHUB_KILL_SECONDS", 10);
    private static readonly int RaceJobs = Setting("PROGRESSHUB_RACE_JOBS", 2_000);
    private static readonly int Seed = Setting("PROGRESSHUB_SEED", Random.Shared.Next());

    private readonly HostFolder _folder = new();
    private readonly ConcurrentQueue<JobId> _acknowledged = new();
    private readonly ConcurrentDictionary<JobId, JobSnapshot> _finals = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task ThreeProcessesThatRaceForThousandsOfJobsGiveEachOneOutcome()
    {
        var path = _folder.WriteSmallFile();
        await using var first = await _folder.StartAsync("--Jobs:Concurrency=8");
        await using var second = await _folder.StartAnotherAsync("--Jobs:Concurrency=8");
        await using var third = await _folder.StartAnotherAsync("--Jobs:Concurrency=8");
        HostProcess[] hosts = [first, second, third];

        await Parallel.ForAsync(0, RaceJobs, new ParallelOptions { MaxDegreeOfParallelism = 48 }, async (n, ct) =>
            _acknowledged.Enqueue(await HostFolder.SubmitAsync(hosts[n % 3].Http, "checksum", path, ct)));

        foreach (var id in _acknowledged)
        {
            var job = await HostFolder.UntilAsync(hosts[Random.Shared.Next(3)].Http, id, job => job.IsFinal());
            (job.State, job.Attempt, job.Version >> 32).ShouldBe((JobState.Succeeded, 1, 1));
        }

        _acknowledged.Distinct().Count().ShouldBe(RaceJobs);
        hosts.ShouldAllBe(host => host.Errors.Length == 0 && !host.Output.Contains("busy", StringComparison.OrdinalIgnoreCase) && !host.Output.Contains("locked", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    [Trait("Invariant", "4 One outcome")]
    public async Task ProcessesThatAreKilledAgainAndAgainLoseNoJobAndEndEachOnce()
    {
        output.WriteLine($"seed {Seed}; set PROGRESSHUB_SEED to replay, PROGRESSHUB_KILL_SECONDS for another length than {KillSeconds} s");
        var random = new Random(Seed);
        var path = _folder.WriteSmallFile();
        Uri[] addresses = [_folder.Address, HostProcess.FreeAddress()];
        var hosts = await Task.WhenAll(addresses.Select(StartAsync));
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(n => Task.Run(() => SubmitAsync(addresses[n % 2], path, stop.Token))).ToList();
        var judge = Task.Run(() => JudgeAsync(addresses, stop.Token));

        var (kills, lastKill) = (0, new Stopwatch());
        for (var left = TimeSpan.FromSeconds(KillSeconds); left > TimeSpan.Zero; kills++)
        {
            var pause = TimeSpan.FromSeconds(1 + 4 * random.NextDouble());
            await Task.Delay(pause);
            left -= pause;
            var victim = random.Next(2);
            await hosts[victim].KillAsync();
            lastKill.Restart();
            await hosts[victim].DisposeAsync();
            hosts[victim] = await StartAsync(addresses[victim]);
        }

        await stop.CancelAsync();
        await Task.WhenAll([.. callers, judge]);
        await Eventually.TrueAsync(() => IsDrainedAsync(hosts[0].Http));
        output.WriteLine($"all final {lastKill.Elapsed.TotalSeconds:0.0} s after the last kill; the lease is 5 s");
        foreach (var id in _acknowledged)
        {
            Record(await HostFolder.ReadAsync(hosts[0].Http, id));
        }

        output.WriteLine($"{kills} kills, {_acknowledged.Count} jobs acknowledged, {_finals.Values.Count(job => job.Attempt > 1)} of them run more than once");
        _faults.ShouldBeEmpty();
        _finals.Count.ShouldBe(_acknowledged.Distinct().Count());
        _finals.Values.ShouldAllBe(job => job.State == JobState.Succeeded || job.Error!.Type == "lost");
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static int Setting(string name, int usual) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{usual}", CultureInfo.InvariantCulture);

    private static async Task<bool> IsDrainedAsync(HttpClient http)
    {
        var stats = JsonSerializer.Deserialize(await http.GetStringAsync("api/stats"), ProtocolJson.TypeOf<JobStats>())!;
        return !stats.ByState.Keys.Any(state => state is "queued" or "running" or "scheduled");
    }

    private Task<HostProcess> StartAsync(Uri address) => HostProcess.StartAsync(_folder.Root, address, "--Lease:Duration=00:00:05", "--Jobs:MaxAttempts=100");

    /// <summary>Submits as fast as the jobs are run, so that what is left after the last kill is soon done.</summary>
    private async Task SubmitAsync(Uri address, string path, CancellationToken ct)
    {
        const int Ahead = 20;
        using var http = new HttpClient { BaseAddress = address };
        var open = new Queue<JobId>();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (open.Count < Ahead)
                {
                    var id = await HostFolder.SubmitAsync(http, "checksum", path, ct);
                    _acknowledged.Enqueue(id);
                    open.Enqueue(id);
                }
                else if ((await HostFolder.ReadAsync(http, open.Peek())).IsFinal())
                {
                    open.Dequeue();
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // The process is dead at the moment; what it did not answer, it did not promise.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    /// <summary>Looks at finished jobs all the time: one that was final must stay as it was.</summary>
    private async Task JudgeAsync(Uri[] addresses, CancellationToken ct)
    {
        using var http = new HttpClient();
        while (!ct.IsCancellationRequested)
        {
            foreach (var id in _acknowledged.Take(200).Concat(_acknowledged.Reverse().Take(50)))
            {
                try
                {
                    using var response = await http.GetAsync(new Uri(addresses[Random.Shared.Next(2)], $"api/jobs/{id}"), ct);
                    if (!response.IsSuccessStatusCode)
                    {
                        _faults.Enqueue($"{id} was acknowledged and is answered with {(int)response.StatusCode}");
                    }
                    else if (await Api.Answers.JobAsync(response) is { } job && job.IsFinal())
                    {
                        Record(job);
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
                {
                    // Killed in the middle of an answer.
                }
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private void Record(JobSnapshot final)
    {
        if (!final.IsFinal())
        {
            _faults.Enqueue($"{final.Id} is {final.State} though all should be final");
            return;
        }

        var known = _finals.GetOrAdd(final.Id, final);
        if (known != final || known.State != final.State)
        {
            _faults.Enqueue($"{final.Id} was {known.State} in version {known.Version} and is {final.State} in {final.Version}");
        }
    }
}
