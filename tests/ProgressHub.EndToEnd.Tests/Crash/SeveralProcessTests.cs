using System.Diagnostics;
using Xunit.Abstractions;

namespace ProgressHub.EndToEnd.Tests.Crash;

/// <summary>Several processes on one database, judged by what the callers were told.</summary>
public sealed class SeveralProcessTests(ITestOutputHelper output) : IDisposable
{
    // The suite's size; the full one is 180 s and 10,000 jobs.
    private static readonly int KillSeconds = TestSetting.Number("PROGRESSHUB_KILL_SECONDS", 10);
    private static readonly int RaceJobs = TestSetting.Number("PROGRESSHUB_RACE_JOBS", 2_000);
    private static readonly int Seed = TestSetting.Number("PROGRESSHUB_SEED", Random.Shared.Next());

    private readonly HostFolder _folder = new();
    private readonly AcknowledgedJobs _jobs = new();

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
            _jobs.Add(await HostFolder.SubmitAsync(hosts[n % 3].Http, "checksum", path, ct)));

        foreach (var id in _jobs.Ids)
        {
            var job = await HostFolder.UntilAsync(hosts[Random.Shared.Next(3)].Http, id, job => job.IsFinal());
            (job.State, job.Attempt, job.Version >> 32).ShouldBe((JobState.Succeeded, 1, 1));
        }

        _jobs.Ids.Distinct().Count().ShouldBe(RaceJobs);
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
        var callers = Enumerable.Range(0, 8).Select(n => Task.Run(() => _jobs.SubmitAsync(addresses[n % 2], path, stop.Token))).ToList();
        var judge = Task.Run(() => _jobs.JudgeAsync(addresses, stop.Token));

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
        await Eventually.TrueAsync(() => AcknowledgedJobs.AreDoneAsync(hosts[0].Http));
        output.WriteLine($"all final {lastKill.Elapsed.TotalSeconds:0.0} s after the last kill; the lease is 5 s");
        foreach (var id in _jobs.Ids)
        {
            _jobs.Record(await HostFolder.ReadAsync(hosts[0].Http, id));
        }

        output.WriteLine($"{kills} kills, {_jobs.Ids.Count} jobs acknowledged, {_jobs.Finals.Count(job => job.Attempt > 1)} of them run more than once");
        _jobs.Faults.ShouldBeEmpty();
        _jobs.Finals.Count.ShouldBe(_jobs.Ids.Distinct().Count());
        _jobs.Finals.ShouldAllBe(job => job.State == JobState.Succeeded || job.Error!.Type == "lost");
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private Task<HostProcess> StartAsync(Uri address) => HostProcess.StartAsync(_folder.Root, address, "--Lease:Duration=00:00:05", "--Jobs:MaxAttempts=100");
}
