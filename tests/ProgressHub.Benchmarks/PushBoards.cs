using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>Part 5: many jobs, and dashboards that watch them all.</summary>
internal static class PushBoards
{
    public static async Task RunAsync(BenchOptions options)
    {
        var (jobs, boards, seconds) = (options.Number("jobs", 1000), options.Number("boards", 100), options.Number("seconds", 10));
        var plan = new FleetPlan(jobs, options.Number("reports", 100), seconds);
        var table = new Table($"push 5: {jobs} jobs reporting {plan.PerSecond}/s each, {boards} dashboards watching all, {seconds} s", "one message a report");
        var converged = table.Row("dashboards x jobs that show the last value", "%", Target.AtLeast(100));
        var cores = table.Row("server CPU", "cores", Target.AtMost(1));
        var perBoard = table.Row("messages per dashboard", "1/s", Target.AtMost(10));
        var bytes = table.Row("bytes per dashboard", "KiB/s");
        var made = table.Row("reports made", "1/s");
        var resyncs = table.Row("resyncs per dashboard", "");
        foreach (var _ in table.Runs(options.Runs))
        {
            foreach (var subject in Subjects.Interleaved)
            {
                await using var rig = await Rig.StartAsync(subject);
                await rig.Load.AskAsync<int>("connect", new ConnectPlan(rig.Port, boards, "all", AsBoards: true));
                await rig.Load.AskAsync("reset");
                var before = await rig.UsageAsync();
                var reports = await rig.Server.AskAsync<long>("fleet", plan);
                var after = await rig.UsageAsync();
                await Task.Delay(500);
                var got = await rig.Load.AskAsync<BoardsAnswer>("boards", new BoardsPlan((long)(plan.Seconds * plan.PerSecond)));
                var span = after.At - before.At;
                converged.Of(subject).Add(100.0 * got.Converged / jobs / boards);
                cores.Of(subject).Add((after.CpuSeconds - before.CpuSeconds) / span);
                perBoard.Of(subject).Add((got.Jobs + got.Groups) / span / boards);
                bytes.Of(subject).Add(got.Bytes / span / boards / 1024);
                made.Of(subject).Add(reports / span);
                resyncs.Of(subject).Add((double)got.Resyncs / boards);
            }
        }

        table.Note("The baseline's jobs await their sends, so they are slowed to what it can deliver: its last values never come in the time given.");
        table.Print(options.Runs);
    }
}
