using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>What the .NET client costs the program it is in.</summary>
internal static class ClientBench
{
    /// <summary>Seconds to start, to join a thousand jobs and to compile what is measured.</summary>
    private const int Warmup = 16;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var parts = options.Parts("part", "cpu,memory");
        if (parts.Contains("cpu"))
        {
            await MeasureCpuAsync(options);
        }

        if (parts.Contains("memory"))
        {
            await MeasureMemoryAsync(options.Number("blocked", 60));
        }

        return 0;
    }

    private static async Task MeasureCpuAsync(BenchOptions options)
    {
        var (jobs, seconds) = (options.Number("jobs", 1000), options.Number("seconds", 10));
        var table = new Table($"client: {jobs} jobs on one client, 10 updates/s each, {seconds} s");
        var rows = ((string[])["each", "views", "list"]).ToDictionary(mode => mode, mode => (
            Cpu: table.Row($"{mode}: client CPU", "% of a core", Target.AtMost(25)),
            Rate: table.Row($"{mode}: snapshots taken or shown", "1/s"),
            Each: table.Row($"{mode}: client CPU for each of them", "us"),
            Sockets: table.Row($"{mode}: hub connections", "", Target.AtMost(1))));
        foreach (var _ in table.Runs(options.Runs))
        {
            foreach (var (mode, row) in rows)
            {
                await using var server = await Rig.ServeAsync(Subjects.Ours, 0);
                await using var client = Child.Start(ViewVerb.Name, [], []);
                var fleet = server.AskAsync<long>("fleet", new FleetPlan(jobs, 10, seconds + Warmup + 2));
                await client.AskAsync<int>("view", new ViewPlan(await server.AskAsync<int>("port"), jobs, mode));
                await Task.Delay(TimeSpan.FromSeconds(Warmup / 2.0));
                var (before, seen) = (await client.AskAsync<Usage>("usage"), await client.AskAsync<long>("seen"));
                await Task.Delay(TimeSpan.FromSeconds(seconds));
                var (after, more) = (await client.AskAsync<Usage>("usage"), await client.AskAsync<long>("seen"));
                row.Cpu.Ours.Add(100 * (after.CpuSeconds - before.CpuSeconds) / (after.At - before.At));
                row.Rate.Ours.Add((more - seen) / (after.At - before.At));
                row.Each.Ours.Add(1e6 * (after.CpuSeconds - before.CpuSeconds) / (more - seen));
                row.Sockets.Ours.Add(await server.AskAsync<int>("connections"));
                await fleet;
            }
        }

        table.Note("each: WatchAsync per job; views: ObservableJob per job; list: one ObservableJobList.");
        table.Print(options.Runs);
    }

    private static async Task MeasureMemoryAsync(int blocked)
    {
        var table = new Table($"client: a view's thread busy for {blocked} s while its job reports 1,000 times a second");
        var growth = table.Row("growth of managed memory", "MiB", Target.AtMost(2));
        var shown = table.Row("changes shown when it comes back", "", Target.AtMost(2));
        var end = table.Row("reports shown in the end, of all", "%", Target.AtLeast(100));
        await using var server = await Rig.ServeAsync(Subjects.Ours, 0, Rig.SmallestIntervalMs);
        await using var client = Child.Start(ViewVerb.Name, [], []);
        var fleet = server.AskAsync<long>("fleet", new FleetPlan(1, 1000, blocked + Warmup), withinSeconds: blocked + 60);
        await client.AskAsync<int>("view", new ViewPlan(await server.AskAsync<int>("port"), 1, "views"));
        await Task.Delay(TimeSpan.FromSeconds(Warmup / 2.0));
        await client.AskAsync<bool>("block");
        var before = await client.AskAsync<Usage>("collect");
        var most = 0L;
        for (var part = 0; part < 6; part++)
        {
            await Task.Delay(TimeSpan.FromSeconds(blocked / 6.0));
            most = Math.Max(most, (await client.AskAsync<Usage>("collect")).ManagedBytes - before.ManagedBytes);
        }

        growth.Ours.Add(most / 1024.0 / 1024.0);
        shown.Ours.Add(await client.AskAsync<long>("free"));
        var all = await fleet;
        await Task.Delay(TimeSpan.FromSeconds(1));
        end.Ours.Add(100.0 * await client.AskAsync<long>("last") / all);
        table.Print(1);
    }
}
