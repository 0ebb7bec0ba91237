using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Hubs;
using ProgressHub.Publishing;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>ProgressHub with its settings as they come, its store in memory so that no disk is measured.</summary>
internal sealed class HubSubject(WebApplication app) : Subject(app)
{
    private static readonly EnqueueOptions Watched = new() { Groups = [new(Sample.Group), new("user:42")], MaxAttempts = 1 };

    private readonly IHubContext<JobHub, IJobHubClient> _hub = app.Services.GetRequiredService<IHubContext<JobHub, IJobHubClient>>();
    private readonly JobHubLifetimeManager _connections = app.Services.GetRequiredService<JobHubLifetimeManager>();
    private readonly IJobQueue _queue = app.Services.GetRequiredService<IJobQueue>();
    private readonly Bodies _bodies = app.Services.GetRequiredService<Bodies>();

    public override int Connections => _connections.Connections.Count;

    public static HubSubject Build(int port, int intervalMs)
    {
        var builder = NewBuilder(port);
        builder.Services.AddSingleton<Bodies>();
        builder.Services.AddProgressHub(hub =>
        {
            hub.Jobs.Concurrency = 1024;
            hub.Jobs.ShutdownGrace = TimeSpan.Zero;
            // For one client that watches a thousand jobs one by one.
            hub.Limits.WatchesPerConnection = 10_000;
            hub.Push.Interval = TimeSpan.FromMilliseconds(intervalMs);
        }).UseInMemory().AddJob(Bodies.Kind, static (Bodies.Args args, JobContext job, Bodies bodies, CancellationToken ct) => bodies.RunAsync(args, job, ct));
        var app = builder.Build();
        app.MapProgressHub();
        BareEndpoint.Map(app);
        return new(app);
    }

    public override Task SendAsync(IReadOnlyList<JobSnapshot> jobs) =>
        _hub.Clients.Group(AudienceNames.OfGroupJobs(new(Sample.Group))).JobsChanged(jobs);

    public override async Task<double> WorkAsync(WorkPlan plan)
    {
        if (!plan.EachInJob)
        {
            return await RunAsync(plan);
        }

        var seconds = 0.0;
        for (var step = 0; step < plan.Steps; step++)
        {
            seconds += await RunAsync(plan with { Steps = 1 });
            if (plan.GapMs > 0)
            {
                // The job's end is stored and pushed meanwhile.
                await Task.Delay(TimeSpan.FromMilliseconds(plan.GapMs));
            }
        }

        return seconds;
    }

    public Task<double> RunAsync(Func<JobContext, CancellationToken, Task> body) => _bodies.RunAsync(_queue, Watched, body);

    public override async Task<long> FleetAsync(FleetPlan plan)
    {
        var fleet = new Fleet(plan);
        var jobs = Enumerable.Range(0, plan.Jobs).Select(_ => RunAsync(fleet.JoinAsync)).ToList();
        var made = await fleet.DriveAsync();
        await Task.WhenAll(jobs);
        return made;
    }

    private Task<double> RunAsync(WorkPlan plan) => RunAsync((job, _) => WorkLoop.RunAsync(plan.Free ? plan with { PauseMs = 1 } : plan, stamp =>
    {
        job.Progress.Report(stamp);
        return ValueTask.CompletedTask;
    }));
}
