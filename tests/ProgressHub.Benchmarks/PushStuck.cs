using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>Part 2: what those who do not read do to those who do, to the job and to the server.</summary>
/// <remarks>Ours is the product's way, a job that reports; beside it the same work awaits SignalR's group send after every step.</remarks>
internal sealed class PushStuck(int watchers, int seconds)
{
    private static readonly (string Name, int Count, Reading Reading)[] Variants =
        [("all read", 0, Reading.AllAtOnce), ("1 stuck", 1, Reading.Never), ("100 stuck", 100, Reading.Never), ("100 at 1 KiB/s", 100, Reading.Slowly)];

    public static async Task RunAsync(BenchOptions options)
    {
        var (watchers, seconds) = (options.Number("watchers", 1000), options.Number("seconds", 10));
        var bench = new PushStuck(watchers, seconds);
        foreach (var load in options.Parts("loads", "20,flat"))
        {
            var work = load == "flat"
                ? new WorkPlan(int.MaxValue, Seconds: seconds, Free: true)
                : new WorkPlan(20 * seconds, Spin: 100, PauseMs: 48);
            await bench.RunAsync(options.Runs, load == "flat" ? "flat out" : "20/s", work);
        }
    }

    private async Task RunAsync(int runs, string load, WorkPlan work)
    {
        var table = new Table($"push 2: {watchers} watchers, some of whom do not read, {load}, {seconds} s", "raw SignalR");
        var rows = Variants.Select(variant => new StuckRows(table, variant.Name, variant.Count, mustGo: variant.Reading == Reading.Never)).ToList();
        foreach (var _ in table.Runs(runs))
        {
            foreach (var subject in Subjects.Interleaved)
            {
                var (p99, wall) = (double.NaN, double.NaN);
                foreach (var ((_, count, reading), row) in Variants.Zip(rows))
                {
                    var outcome = await MeasureAsync(subject, Math.Min(count, watchers / 2), reading, work);
                    (p99, wall) = count == 0 ? (outcome.Got.P99, outcome.Wall) : (p99, wall);
                    row.Add(subject, outcome, p99, wall);
                }
            }
        }

        table.Note("Gone: from the first report until the server has only the healthy connections; never: not within the run.");
        table.Note("What a stuck client is sent first fills the kernel's buffers; only then does a write of the server wait.");
        table.Print(runs);
    }

    private async Task<StuckOutcome> MeasureAsync(string subject, int stuck, Reading reading, WorkPlan work)
    {
        await using var rig = await Rig.StartAsync(subject, Rig.SmallestIntervalMs);
        await rig.ConnectAsync(watchers - stuck);
        await WorkAsync(rig, work with { Seconds = 2, Spin = 0 });
        await rig.ConnectAsync(stuck, reading);
        var gone = 0.0;
        var (_, _, got, wall) = await rig.MeasureAsync(async () =>
        {
            var working = WorkAsync(rig, work);
            gone = await UntilGoneAsync(rig, working);
            return await working;
        });
        return new(got, wall, gone, stuck < StuckRows.ManyStuck ? 0 : await GrowthAsync(rig, stuck, reading, work));
    }

    /// <summary>In a pass of its own, because a full collection stops everything.</summary>
    private static async Task<double> GrowthAsync(Rig rig, int stuck, Reading reading, WorkPlan work)
    {
        await rig.ConnectAsync(stuck, reading);
        var before = await rig.CollectAsync();
        var working = WorkAsync(rig, work with { Steps = int.MaxValue, Seconds = 5 });
        await Task.Delay(4000);
        var after = await rig.CollectAsync();
        await working;
        return (after.ManagedBytes - before.ManagedBytes) / 1024.0 / stuck;
    }

    private static async Task<double> UntilGoneAsync(Rig rig, Task working)
    {
        var clock = Stopwatch.StartNew();
        var healthy = await rig.Load.AskAsync<int>("reading");
        while (!working.IsCompleted && await rig.ConnectionsAsync() > healthy)
        {
            await Task.Delay(100);
        }

        return await rig.ConnectionsAsync() > healthy ? double.PositiveInfinity : clock.Elapsed.TotalSeconds;
    }

    private static Task<double> WorkAsync(Rig rig, WorkPlan plan) => rig.Server.AskAsync<double>("work", plan);
}

/// <summary>What one variant came to.</summary>
internal sealed record StuckOutcome(TallyAnswer Got, double Wall, double Gone, double GrowthKiB);
