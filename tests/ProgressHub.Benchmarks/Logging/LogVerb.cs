using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;
using ProgressHub.Storage;

namespace ProgressHub.Benchmarks.Logging;

/// <summary>The process under test: <c>log-serve</c>, on SQLite. A job begins when it is told to, so that its watchers are there before its first line.</summary>
internal static class LogVerb
{
    public const string Name = "log-serve";

    private const int Burst = 10_000;
    private const int Bursts = 50;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("progresshub-bench-").FullName;
        await using var app = Build(folder);
        await app.StartAsync();
        await ServeAsync(app);
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static WebApplication Build(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<Bodies>();
        builder.Services.AddProgressHub(options => options.Jobs.ShutdownGrace = TimeSpan.Zero)
            .UseSqlite($"Data Source={Path.Combine(folder, "jobs.db")}")
            .AddJob(Bodies.Kind, static (Bodies.Args args, JobContext job, Bodies bodies, CancellationToken ct) => bodies.RunAsync(args, job, ct));
        var app = builder.Build();
        app.MapProgressHub();
        return app;
    }

    private static Task ServeAsync(WebApplication app)
    {
        var (queue, store, bodies) = (app.Services.GetRequiredService<IJobQueue>(), app.Services.GetRequiredService<IJobStore>(), app.Services.GetRequiredService<Bodies>());
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<LogAnswer>? working = null;
        var commands = new CallTable();
        Usage.Offer(commands);
        commands.On("port", () => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
        commands.On<LogPlan, string>("begin", async plan =>
        {
            var there = new TaskCompletionSource<JobId>(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = new TaskCompletionSource<LogAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            (go, working) = (new(TaskCreationOptions.RunContinuationsAsynchronously), ended.Task);
            var mayGo = go.Task;
            _ = bodies.RunAsync(queue, new(), async (job, _) =>
            {
                there.SetResult(job.Id);
                await mayGo;
                ended.SetResult(await new LogWork(store, plan).RunAsync(job));
            });
            return (await there.Task).ToString();
        });
        commands.On<Nothing, LogAnswer>("go", async _ =>
        {
            go.SetResult();
            return await working!;
        });
        commands.On<Nothing, double>("call", async _ =>
        {
            var nanoseconds = 0.0;
            await bodies.RunAsync(queue, new(), async (job, _) => nanoseconds = await MeasureCallAsync(job));
            return nanoseconds;
        });
        return commands.ServeAsync();
    }

    /// <summary>In bursts with pauses, so that lines are stored as usual and not dropped.</summary>
    private static async Task<double> MeasureCallAsync(JobContext job)
    {
        var took = TimeSpan.Zero;
        for (var burst = -5; burst < Bursts; burst++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; n < Burst; n++)
            {
                job.Log(LogLevel.Information, "a line of usual length, as one sees them everywhere in logs");
            }

            // The first bursts compile.
            took += burst < 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(began);
            await Task.Delay(100);
        }

        return took.TotalNanoseconds / Burst / Bursts;
    }
}
