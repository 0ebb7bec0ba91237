using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Logging;

/// <summary>One job that logs a lot, on SQLite, with many who watch its log from a process of their own.</summary>
internal static class LogBench
{
    private const int PerSecond = 10_000;

    /// <summary>Some tenth of a core, so that the job has work that could be slowed and time to keep its pace.</summary>
    private const int Spin = 20;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (seconds, watchers) = (options.Number("seconds", 30), options.Number("watchers", 50));
        var table = new Table($"logs: one job logs {PerSecond:N0} lines/s for {seconds} s, {watchers} watchers on the hub, SQLite", "not logged");
        var call = table.Row("job.Log, in bursts", "ns", Target.AtMost(300));
        var lost = table.Row("lines lost, of the watcher that lost most", "", Target.AtMost(0));
        var losers = table.Row("watchers that lost lines", "");
        var took = table.Row("time of the job", "s", Target.RatioAtMost(1.05));
        var busy = table.Row("of which it worked and logged", "s");
        var age = table.Row("store's newest line behind the job's, at most", "ms", Target.AtMost(2000));
        var server = table.Row("CPU of the server, the job in it", "cores");
        var clients = table.Row("CPU of the watchers' process", "cores");
        var messages = table.Row("messages to a watcher", "1/s");
        foreach (var _ in table.Runs(options.Runs))
        {
            await using var serving = Child.Start(LogVerb.Name, [], []);
            await using var load = Child.Start(LoadVerb.Name, [], [("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")]);
            call.Ours.Add(await serving.AskAsync<double>("call"));
            foreach (var isLogged in (bool[])[false, true])
            {
                var id = await serving.AskAsync<string>("begin", new LogPlan(seconds, PerSecond, Spin, isLogged));
                if (isLogged)
                {
                    await load.AskAsync<int>("watch-log", new LogWatchPlan(await serving.AskAsync<int>("port"), watchers, id));
                }

                var (before, loadBefore) = (await serving.AskAsync<Usage>("usage"), await load.AskAsync<Usage>("usage"));
                var answer = await serving.AskAsync<LogAnswer>("go");
                var (after, loadAfter) = (await serving.AskAsync<Usage>("usage"), await load.AskAsync<Usage>("usage"));
                Of(took).Add(answer.Seconds);
                Of(busy).Add(answer.BusySeconds);
                Of(server).Add((after.CpuSeconds - before.CpuSeconds) / (after.At - before.At));
                if (isLogged)
                {
                    var got = await load.AskAsync<LogCrowdAnswer>("log-got", new LogLastPlan((long)seconds * PerSecond, 10));
                    lost.Ours.Add(got.Lost.Max());
                    losers.Ours.Add(got.Lost.Count(lines => lines > 0));
                    messages.Ours.Add(got.Messages.Average() / answer.Seconds);
                    age.Ours.Add(answer.StoreAgeMs);
                    clients.Ours.Add((loadAfter.CpuSeconds - loadBefore.CpuSeconds) / (loadAfter.At - loadBefore.At));
                }

                Series Of(Row row) => isLogged ? row.Ours : row.Baseline;
            }
        }

        table.Note("Not logged: the same work at the same pace, without a line and without watchers.");
        table.Note("The machine's cores are shared by job, server and watchers; what the work loses to that shows in the time it worked.");
        table.Print(options.Runs);
        return 0;
    }
}
