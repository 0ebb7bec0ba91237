using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.PublicPolls;

/// <summary>A crowd that polls one public job through nginx: how many of its requests reach the server.</summary>
internal static class PublicBench
{
    private const string Configuration = "server/ProgressHub.Host/deploy/nginx.conf";
    private const int WaitSeconds = 30;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (pollers, seconds) = (options.Number("pollers", 10_000), options.Number("seconds", 30));
        if (!OpenFiles.Allow(pollers + 500))
        {
            return 1;
        }

        var table = new Table($"public: {pollers:N0} pollers of one job through nginx, a report every 2 s for {seconds} s");
        var most = table.Row("requests at the server for one version, most", "", Target.AtMost(3));
        var mean = table.Row("requests at the server per version, mean", "", Target.AtMost(3));
        var asked = table.Row("requests of the crowd", "");
        var finals = table.Row("pollers that end at the final snapshot", "", Target.AtLeast(pollers));
        foreach (var _ in table.Runs(options.Runs))
        {
            var reached = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
            var begin = new TaskCompletionSource();
            await using var app = Build(reached, begin.Task, seconds);
            await app.StartAsync();
            await using var nginx = await Nginx.StartAsync(Path.GetFullPath(options.Text("nginx-conf", Configuration)), new Uri(app.Urls.Single()).Port);
            var id = await app.Services.GetRequiredService<IJobQueue>().EnqueueAsync("show", new ShowArgs(), new() { Public = true });
            await using var load = Child.Start(LoadVerb.Name, [], []);
            var crowd = load.AskAsync<PublicAnswer>("public-polls", new PublicPlan(nginx.Port, id.ToString(), pollers, WaitSeconds), seconds + 300);
            begin.SetResult();
            var answer = await crowd;
            most.Ours.Add(reached.Values.Max());
            mean.Ours.Add(reached.Values.Average());
            asked.Ours.Add(answer.Requests);
            finals.Ours.Add(answer.Finals);
        }

        table.Note("For one version: polls with the same ?after=. nginx runs the configuration of the compose file, as one process.");
        table.Print(options.Runs);
        return 0;
    }

    private static WebApplication Build(ConcurrentDictionary<string, int> reached, Task begin, int seconds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProgressHub().UseInMemory().AddJob("show", async (ShowArgs _, JobContext job, CancellationToken ct) =>
        {
            await begin;
            for (var step = 1; step <= seconds / 2; step++)
            {
                await Task.Delay(TimeSpan.FromSeconds(2), ct);
                job.Progress.Report(step, seconds / 2);
            }
        });
        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Query["after"] is [{ } after])
            {
                reached.AddOrUpdate(after, 1, static (_, count) => count + 1);
            }

            return next(http);
        });
        app.UseProgressPolling();
        app.MapProgressHub();
        return app;
    }

    internal sealed record ShowArgs;
}
