using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Queueing;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Nodes;

/// <summary>The process of one node of a cluster: <c>node NAME both|web</c>.</summary>
internal static class NodeVerb
{
    public const string Name = "node";

    private static readonly JobKind<TickArgs> Tick = new("tick");

    public static async Task<int> RunAsync(string name, string role)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Answers to the parent go over stdout.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProgressHub(options =>
        {
            (options.Jobs.Node, options.Jobs.Concurrency) = (name, 1_000);
            options.Jobs.Role = Enum.Parse<NodeRole>(role, ignoreCase: true);
            options.Jobs.ShutdownGrace = TimeSpan.Zero;
        }).UsePostgreSql(Environment.GetEnvironmentVariable(HubQueue.DatabaseVariable)!).AddJob(Tick.Name, (TickArgs args, JobContext job, CancellationToken ct) => TickAsync(args, job, ct));
        await using var app = builder.Build();
        app.MapProgressHub();
        await app.StartAsync();
        var commands = new CallTable();
        Usage.Offer(commands);
        commands.On("port", () => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
        commands.On<TickPlan, int>("tick", async plan =>
        {
            var queue = app.Services.GetRequiredService<IJobQueue>();
            var group = new EnqueueOptions { Groups = [new(Sample.Group)] };
            await Task.WhenAll(Enumerable.Range(0, plan.Jobs).Select(_ => queue.EnqueueAsync(Tick, new TickArgs(plan.PauseMs), group)));
            return plan.Jobs;
        });
        await commands.ServeAsync();
        await app.StopAsync();
        return 0;
    }

    /// <summary>Reports the time, again and again, so that whoever sees a report knows how old it is.</summary>
    private static async Task TickAsync(TickArgs args, JobContext job, CancellationToken ct)
    {
        await Task.Delay(Random.Shared.Next(args.PauseMs), ct);
        while (true)
        {
            job.Progress.Report(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            await Task.Delay(args.PauseMs, ct);
        }
    }

    internal sealed record TickArgs(int PauseMs);
}

/// <summary>Jobs that run until they are stopped, each with a report every so many milliseconds.</summary>
internal sealed record TickPlan(int Jobs, int PauseMs);
