using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks;

/// <summary>GET /api/jobs/{id} beside an endpoint that answers the same bytes without looking.</summary>
internal static class PollBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (connections, seconds) = (options.Number("connections", 32), options.Number("seconds", 10));
        var table = new Table($"poll: {connections} connections, {seconds} s each", "bare endpoint");
        await using var rig = await Rig.StartAsync(Subjects.Ours);
        var job = await rig.Server.AskAsync<PolledJob>("polled");
        var forms = new[] { (Code: "200", Tag: (string?)null), (Code: "304", Tag: $"W/\"{job.Version}\"") };
        var rows = forms.Select(form => (form.Tag,
            Rate: table.Row($"{form.Code}: requests", "1/s", Target.RatioAtLeast(0.85)),
            P50: table.Row($"{form.Code}: p50", "ms"),
            P99: table.Row($"{form.Code}: p99", "ms", Target.RatioAtMost(1 / 0.85)))).ToList();
        for (var run = -1; run < options.Runs; run++)
        {
            foreach (var (tag, rate, p50, p99) in rows)
            {
                foreach (var subject in Subjects.Interleaved)
                {
                    var path = subject == Subjects.Ours ? $"{HubAddresses.Api}/jobs/{job.Id}" : $"/bare/{job.Id}";
                    // The first round warms up.
                    var got = await rig.Load.AskAsync<PollAnswer>("poll", new PollPlan(rig.Port, path, tag, connections, run < 0 ? 3 : seconds));
                    if (run >= 0)
                    {
                        rate.Of(subject).Add(got.PerSecond);
                        p50.Of(subject).Add(got.P50);
                        p99.Of(subject).Add(got.P99);
                    }
                }
            }
        }

        table.Print(options.Runs);
        return 0;
    }
}
