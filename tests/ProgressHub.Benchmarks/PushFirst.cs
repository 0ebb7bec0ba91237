using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>Part 4: how long one report takes to one client when nothing else goes on.</summary>
internal static class PushFirst
{
    private const int Samples = 40;

    public static async Task RunAsync(BenchOptions options)
    {
        var table = new Table("push 4: one report to one client, idle system", "raw SignalR");
        var quiet = table.Row("report after a quiet spell, p50", "ms", Target.RatioAtMost(1.3));
        var quiet99 = table.Row("report after a quiet spell, p99", "ms");
        var fresh = table.Row("first report of a job as it starts, p50", "ms", Target.RatioAtMost(1.3));
        var behind = table.Row("the same right behind the end of another job, p50", "ms");
        foreach (var run in table.Runs(options.Runs))
        {
            foreach (var subject in Subjects.Interleaved)
            {
                await using var rig = await Rig.StartAsync(subject);
                await rig.ConnectAsync(1);
                await WarmAsync(rig);
                var (_, _, got, _) = await rig.MeasureAsync(() => WorkAsync(rig, new(Samples, PauseMs: 250)));
                quiet.Of(subject).Add(got.P50);
                quiet99.Of(subject).Add(got.P99);
                (_, _, got, _) = await rig.MeasureAsync(() => WorkAsync(rig, new(Samples, PauseMs: 150, EachInJob: true, GapMs: 100)));
                fresh.Of(subject).Add(got.P50);
                (_, _, got, _) = await rig.MeasureAsync(() => WorkAsync(rig, new(Samples, PauseMs: 250, EachInJob: true)));
                behind.Of(subject).Add(got.P50);
            }
        }

        table.Note($"{Samples} reports each, 250 ms apart. A bare SendAsync has no jobs that start and end: its three figures are the same measurement. The last row's report shares connection and client with the message that the job before has ended.");
        table.Print(options.Runs);
    }

    /// <summary>Lets the runtime compile for good what a server that has been up for a minute has compiled: each path must really be walked, so the pauses are longer than the interval.</summary>
    private static async Task WarmAsync(Rig rig)
    {
        await WorkAsync(rig, new(100, PauseMs: 110));
        await WorkAsync(rig, new(100, PauseMs: 20, EachInJob: true));
    }

    private static Task<double> WorkAsync(Rig rig, WorkPlan plan) => rig.Server.AskAsync<double>("work", plan);
}
