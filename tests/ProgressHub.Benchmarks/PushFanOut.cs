using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>Part 1: one group, many watchers, all of whom read.</summary>
/// <remarks>
/// Flat out, the two do not do the same. SignalR's send waits for the slowest, so it never makes more messages than it delivers. Ours never waits, so the
/// same loop makes messages that nobody gets, and their cost falls on those that are delivered. So there are three figures: at the pace that SignalR has just
/// reached flat out, where both deliver as much as SignalR can (the comparison that counts); a job that reports far more often than it is pushed, which is how
/// it is used and where the pump sets the pace (not in a tight loop: that would count a core of the job's own); and the same loop, for what it is worth.
/// </remarks>
internal static class PushFanOut
{
    /// <summary>What the pump makes of an interval of 20 ms. Messages that follow each other closely share a write and get cheaper, so only equal paces compare.</summary>
    private const int ProductPace = 50;

    public static async Task RunAsync(BenchOptions options)
    {
        var (watchers, seconds) = (options.Number("watchers", 1000), options.Number("seconds", 10));
        var table = new Table($"push 1: {watchers} watchers of one group, {seconds} s each", "raw SignalR");
        var managed = table.Row("managed memory per idle connection", "KiB", Target.RatioAtMost(1.15));
        var resident = table.Row("resident memory per idle connection", "KiB");
        var paced = new Load(table, "20/s", true, true);
        var flat = new Load(table, "flat out, ours at SignalR's pace", true, false);
        var product = new Load(table, "a job reports 1,000/s, pushed every 20 ms (raw: 50/s)", false, false);
        var loop = new Load(table, "same awaited loop", false, false);
        foreach (var run in table.Runs(options.Runs))
        {
            var pace = 0.0;
            foreach (var subject in Subjects.Interleaved)
            {
                await using var rig = await Rig.StartAsync(subject, Rig.SmallestIntervalMs);
                await WarmUpAsync(rig);
                var before = await rig.CollectAsync();
                await rig.ConnectAsync(watchers);
                await Task.Delay(500);
                var after = await rig.CollectAsync();
                managed.Of(subject).Add((after.ManagedBytes - before.ManagedBytes) / 1024.0 / watchers);
                resident.Of(subject).Add((after.ResidentBytes - before.ResidentBytes) / 1024.0 / watchers);
                await PublishAsync(rig, 2, 20);
                paced.Add(subject, await rig.MeasureAsync(() => PublishAsync(rig, seconds, 20)));
                await PublishAsync(rig, 2, 0);
                var result = await rig.MeasureAsync(() => PublishAsync(rig, seconds, pace));
                flat.Add(subject, result);
                if (subject == Subjects.Raw)
                {
                    pace = result.Answer.Sent / result.Answer.Seconds;
                    loop.Add(subject, result);
                    product.Add(subject, await rig.MeasureAsync(() => PublishAsync(rig, seconds, ProductPace)));
                }
                else
                {
                    loop.Add(subject, await rig.MeasureAsync(() => PublishAsync(rig, seconds, 0)));
                    product.Add(subject, await rig.MeasureAsync(() => rig.Server.AskAsync<double>("work", new WorkPlan(int.MaxValue, PauseMs: 1, Seconds: seconds))));
                }
            }

            table.Note($"SignalR's pace flat out in run {run + 1}: {pace:N0} sends/s.");
        }

        table.Print(options.Runs);
    }

    private static async Task WarmUpAsync(Rig rig)
    {
        await rig.ConnectAsync(20);
        await PublishAsync(rig, 2, 0);
        await rig.Load.AskAsync("disconnect");
        await Task.Delay(500);
    }

    private static Task<PublishAnswer> PublishAsync(Rig rig, double seconds, double perSecond) =>
        rig.Server.AskAsync<PublishAnswer>("publish", new PublishPlan(seconds, perSecond));

    /// <summary>The rows of one kind of load.</summary>
    private sealed class Load(Table table, string name, bool hasTarget, bool hasLatencyTarget)
    {
        private readonly Row _cpu = table.Row($"{name}: server CPU per delivered message", "us", hasTarget ? Target.RatioAtMost(1.10) : null);
        private readonly Row _p50 = table.Row($"{name}: latency p50", "ms");
        private readonly Row _p99 = table.Row($"{name}: latency p99", "ms", hasLatencyTarget ? Target.RatioAtMost(1.10) : null);
        private readonly Row _rate = table.Row($"{name}: delivered", "1/s");

        public void Add<T>(string subject, (Usage Before, Usage After, TallyAnswer Got, T Answer) result)
        {
            var (before, after, got, _) = result;
            var delivered = got.Jobs + got.Groups;
            _cpu.Of(subject).Add((after.CpuSeconds - before.CpuSeconds) * 1e6 / delivered);
            _p50.Of(subject).Add(got.P50);
            _p99.Of(subject).Add(got.P99);
            _rate.Of(subject).Add(delivered / (after.At - before.At));
        }
    }
}
