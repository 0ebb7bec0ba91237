using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>Very many watchers on one node, and their return after a restart.</summary>
internal static class CrowdBench
{
    private const int Addresses = 8;
    private const double JitterSeconds = 5;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (watchers, seconds) = (options.Number("watchers", 10_000), options.Number("seconds", 15));
        if (!OpenFiles.Allow(watchers + 500))
        {
            return 1;
        }

        var table = new Table($"crowd: {watchers} watchers on {Addresses} addresses, one update a second for {seconds} s", "raw SignalR");
        var managed = table.Row("managed memory per connection", "KiB");
        var resident = table.Row("resident memory per connection", "KiB");
        var p50 = table.Row("update to watcher, p50", "ms");
        var p99 = table.Row("update to watcher, p99", "ms", Target.AtMost(1000));
        var cores = table.Row("server CPU", "cores");
        foreach (var _ in table.Runs(options.Runs))
        {
            foreach (var subject in Subjects.Interleaved)
            {
                await using var rig = await Rig.StartAsync(subject);
                await rig.ConnectAsync(20);
                var before = await rig.CollectAsync();
                await rig.Load.AskAsync<int>("connect", new ConnectPlan(rig.Port, watchers, Sample.Group, Addresses: Addresses));
                var after = await rig.CollectAsync();
                managed.Of(subject).Add((after.ManagedBytes - before.ManagedBytes) / 1024.0 / watchers);
                resident.Of(subject).Add((after.ResidentBytes - before.ResidentBytes) / 1024.0 / watchers);
                await WorkAsync(rig, 2);
                var (from, to, got, _) = await rig.MeasureAsync(() => WorkAsync(rig, seconds));
                p50.Of(subject).Add(got.P50);
                p99.Of(subject).Add(got.P99);
                cores.Of(subject).Add((to.CpuSeconds - from.CpuSeconds) / (to.At - from.At));
            }
        }

        table.Print(options.Runs);
        await StormAsync(watchers);
        return 0;
    }

    private static Task<double> WorkAsync(Rig rig, int seconds) => rig.Server.AskAsync<double>("work", new WorkPlan(seconds, PauseMs: 1000));

    private static async Task StormAsync(int watchers)
    {
        await using var rig = await Rig.StartAsync(Subjects.Ours);
        await rig.Load.AskAsync<int>("storm", new StormPlan(rig.Port, watchers, Sample.Group, Addresses, Seconds: 60));
        var returning = rig.Load.AskAsync<StormAnswer>("storm-end");
        var clock = Stopwatch.StartNew();
        await rig.Server.DisposeAsync();
        var stopped = clock.Elapsed.TotalSeconds;
        await using var next = await Rig.ServeAsync(Subjects.Ours, rig.Port);
        var started = clock.Elapsed.TotalSeconds;
        var answer = await returning;
        var back = answer.BackAfter;
        Console.WriteLine();
        Console.WriteLine($"restart with {watchers} watchers: stopped in {stopped:0.0} s, up again after {started:0.0} s");
        Console.WriteLine($"told when to return: {answer.Noticed}; watch again: {back.Length}; tries that failed: {answer.Retries}");
        if (back.Length > 0)
        {
            Console.WriteLine($"back after p50 {back[back.Length / 2]:0.0} s, p99 {back[(int)(back.Length * 0.99)]:0.0} s, last {back[^1]:0.0} s (jitter {JitterSeconds} s)");
            Plot(back);
        }
    }

    private static void Plot(double[] back)
    {
        const double Bin = 0.5;
        var bins = back.GroupBy(seconds => (int)(seconds / Bin)).ToDictionary(bin => bin.Key, bin => bin.Count());
        var most = bins.Values.Max();
        for (var bin = 0; bin <= bins.Keys.Max(); bin++)
        {
            var count = bins.GetValueOrDefault(bin);
            Console.WriteLine($"{bin * Bin,6:0.0} s {count,6} {new string('#', (int)Math.Ceiling(50.0 * count / most))}");
        }
    }
}
