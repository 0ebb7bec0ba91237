using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Benchmarks;

/// <summary>The dashboard's list in a real browser, with many jobs that run and report all the time.</summary>
internal static class PageBench
{
    private const string Kind = "render";
    private const string Script = "tests/browser/bench/page.mjs";
    private const string Built = "server/ProgressHub.Dashboard/wwwroot";

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var (jobs, perSecond) = (options.Number("jobs", 1000), options.Number("reports", 10));
        var (seconds, minutes) = (options.Number("seconds", 60), options.Number("minutes", 5));
        if (!File.Exists(Path.Join(Built, "index.html")))
        {
            Console.Error.WriteLine("The dashboard is not built. Run: npm run build --workspace @progresshub/dashboard");
            return 1;
        }

        // The files as an app finds those of a package.
        var root = Directory.CreateTempSubdirectory("progresshub-page-");
        Directory.CreateSymbolicLink(Path.Join(root.CreateSubdirectory("_content").FullName, "ProgressHub.Dashboard"), Path.GetFullPath(Built));
        try
        {
            await using var app = await StartAsync(root.FullName, jobs, perSecond);
            using var browser = Process.Start("node", [Script, app.Urls.Single(), $"{jobs}", $"{seconds}", $"{minutes}"]);
            await browser.WaitForExitAsync();
            await app.StopAsync();
            return browser.ExitCode;
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task<WebApplication> StartAsync(string root, int jobs, int perSecond)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProgressHub(hub => (hub.Jobs.Concurrency, hub.Jobs.ShutdownGrace) = (jobs, TimeSpan.Zero))
            .UseInMemory()
            .AddJob(Kind, async (RenderArgs args, JobContext job, CancellationToken ct) =>
            {
                for (var frame = 1; ; frame++)
                {
                    job.Progress.Report(frame, 1_000_000, "frames", $"frame {frame}");
                    await Task.Delay(args.EveryMs, ct);
                }
            });
        var app = builder.Build();
        app.Environment.WebRootFileProvider = new PhysicalFileProvider(root);
        app.MapProgressHub();
        app.MapProgressHubDashboard();
        await app.StartAsync();
        var queue = app.Services.GetRequiredService<IJobQueue>();
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(n => queue.EnqueueAsync(Kind, new RenderArgs(1000 / perSecond), new() { Groups = [GroupName.Of("film", $"{n % 10}")] })));
        return app;
    }

    private sealed record RenderArgs(int EveryMs);
}
