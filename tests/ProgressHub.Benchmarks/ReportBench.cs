using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>What a report costs the job that makes it, with one watcher on the hub, and how old the newest value on the screen is.</summary>
internal static class ReportBench
{
    private const double IntervalSeconds = 0.1;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (count, seconds) = (options.Number("reports", 10_000_000), options.Number("seconds", 5));
        var table = new Table($"report: {count:N0} reports in a tight loop, one watcher");
        var forms = new[] { ("done", "Report(done)", 20.0), ("all", "Report(done, total, unit, message)", 60.0), ("increment", "Increment()", 20.0), ("stage", "stage.Report(done)", 20.0) };
        var rows = forms.Select(form => (Form: form.Item1,
            Time: table.Row(form.Item2, "ns", Target.AtMost(form.Item3)),
            Bytes: table.Row($"{form.Item2}, allocated", "B", Target.AtMost(0)))).ToList();
        var last = table.Row("watcher ends with the last value", "0/1", Target.AtLeast(1));
        var messages = table.Row("messages beyond one per interval", "", Target.AtMost(0));
        var age50 = table.Row("age of the newest value on screen, p50", "ms", Target.AtMost(70));
        var age99 = table.Row("age of the newest value on screen, p99", "ms");
        foreach (var run in table.Runs(options.Runs))
        {
            await using var rig = await Rig.StartAsync(Subjects.Ours);
            await rig.ConnectAsync(1);
            foreach (var (form, time, bytes) in rows)
            {
                var (before, after, got, answer) = await rig.MeasureAsync(() => rig.Server.AskAsync<ReportCost>("report", new ReportPlan(form, count)));
                time.Ours.Add(answer.Nanoseconds);
                bytes.Ours.Add(Math.Round(answer.Bytes, 3));
                if (form == "done")
                {
                    last.Ours.Add(got.Newest == count ? 1 : 0);
                }

                messages.Ours.Add(Beyond(got.Jobs, after.At - before.At));
            }

            AgeAnswer age = null!;
            var (from, to, told, _) = await rig.MeasureAsync(async () =>
            {
                var working = rig.Server.AskAsync<double>("work", new WorkPlan(int.MaxValue, Seconds: seconds + 1));
                await Task.Delay(500);
                age = await rig.Load.AskAsync<AgeAnswer>("age", new AgePlan(seconds));
                return await working;
            });
            messages.Ours.Add(Beyond(told.Jobs, to.At - from.At));
            age50.Ours.Add(age.P50);
            age99.Ours.Add(age.P99);
        }

        table.Note("Beyond: messages about the job less one per 100 ms and the three state changes (queued, running, final).");
        table.Print(options.Runs);
        return 0;
    }

    private static double Beyond(long messages, double seconds) => Math.Max(0, messages - 3 - Math.Ceiling(seconds / IntervalSeconds));
}
