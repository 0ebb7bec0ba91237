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

    public static HubSubject Build(int port)
    {
        var builder = NewBuilder(port);
        builder.Services.AddSingleton<Bodies>();
        builder.Services.AddProgressHub(hub => (hub.Jobs.Concurrency, hub.Jobs.ShutdownGrace) = (1024, TimeSpan.Zero)).UseInMemory()
            .AddJob(Bodies.Kind, Run)
            .AddJob(Bodies.EagerKind, Run, kind => kind.PushInterval = TimeSpan.FromMilliseconds(20));
        var app = builder.Build();
        app.MapProgressHub();
        BareEndpoint.Map(app);
        return new(app);

        static Task Run(Bodies.Args args, JobContext job, Bodies bodies, CancellationToken ct) => bodies.RunAsync(args, job, ct);
    }

    public override Task SendAsync(IReadOnlyList<JobSnapshot> jobs) =>
        _hub.Clients.Group(AudienceNames.OfGroupJobs(new(Sample.Group))).JobsChanged(jobs);

    public override async Task<double> WorkAsync(WorkPlan plan)
    {
        if (!plan.EachInJob)
        {
            return await RunAsync(plan.Eager ? Bodies.EagerKind : Bodies.Kind, plan);
        }

        var seconds = 0.0;
        for (var step = 0; step < plan.Steps; step++)
        {
            seconds += await RunAsync(Bodies.Kind, plan with { Steps = 1 });
        }

        return seconds;
    }

    public Task<double> RunAsync(Func<JobContext, CancellationToken, Task> body) => _bodies.RunAsync(_queue, Bodies.Kind, Watched, body);

    public override async Task<long> FleetAsync(FleetPlan plan)
    {
        var fleet = new Fleet(plan);
        var jobs = Enumerable.Range(0, plan.Jobs).Select(_ => RunAsync(fleet.JoinAsync)).ToList();
        var made = await fleet.DriveAsync();
        await Task.WhenAll(jobs);
        return made;
    }

    private Task<double> RunAsync(string kind, WorkPlan plan) => _bodies.RunAsync(_queue, kind, Watched, (job, _) => WorkLoop.RunAsync(plan.Free ? plan with { PauseMs = 1 } : plan, stamp =>
    {
        job.Progress.Report(stamp);
        return ValueTask.CompletedTask;
    }));
}
