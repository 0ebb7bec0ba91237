using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>Part claims: a long backlog against a short one, on SQLite.</summary>
internal static class ClaimBench
{
    private const int Short = 1_000;
    private const double MiB = 1024 * 1024;

    public static async Task RunAsync(BenchOptions options)
    {
        var (backlog, claims) = (options.Number("backlog", 1_000_000), options.Number("claims", 20_000));
        var table = new Table($"claims on sqlite: {backlog:N0} queued jobs (left) beside {Short:N0} (right), {claims:N0} claimed by 200", $"{Short:N0} queued");
        var rate = table.Row("claims", "1/s", Target.RatioAtLeast(1 / 1.3));
        var size = table.Row("size of the file with its log", "MiB");
        var resident = table.Row("resident memory of the process", "MiB");
        foreach (var _ in table.Runs(options.Runs))
        {
            foreach (var subject in Subjects.Interleaved)
            {
                var jobs = subject == Subjects.Ours ? backlog : Short;
                await using var child = Child.Start(ClaimVerb.Name, [jobs.ToString()], []);
                // The first answer comes when the backlog is stored.
                await child.AskAsync<double>("claim", claims / 10, withinSeconds: 600);
                rate.Of(subject).Add(claims / await child.AskAsync<double>("claim", claims));
                size.Of(subject).Add(await child.AskAsync<long>("size") / MiB);
                resident.Of(subject).Add((await child.AskAsync<Usage>("usage")).ResidentBytes / MiB);
            }
        }

        table.Print(options.Runs);
    }
}
