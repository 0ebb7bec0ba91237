using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>SignalR as it comes: every report is a group send that is awaited.</summary>
internal sealed class RawSubject(WebApplication app) : Subject(app)
{
    private readonly IHubContext<RawHub, IJobHubClient> _hub = app.Services.GetRequiredService<IHubContext<RawHub, IJobHubClient>>();
    private readonly RawHub.Counter _counter = app.Services.GetRequiredService<RawHub.Counter>();

    public override int Connections => Volatile.Read(ref _counter.Connections);

    public static RawSubject Build(int port)
    {
        var builder = NewBuilder(port);
        builder.Services.AddSingleton<RawHub.Counter>();
        builder.Services.AddSignalR().AddJsonProtocol(json => ProtocolJson.AddTo(json.PayloadSerializerOptions));
        var app = builder.Build();
        app.MapHub<RawHub>(HubAddresses.Hub, hub => hub.Transports = HttpTransportType.WebSockets);
        return new(app);
    }

    public override Task SendAsync(IReadOnlyList<JobSnapshot> jobs) => _hub.Clients.Group(Sample.Group).JobsChanged(jobs);

    public override Task<double> WorkAsync(WorkPlan plan)
    {
        var snapshot = Sample.First;
        return WorkLoop.RunAsync(plan, stamp => new(SendAsync([snapshot = Sample.Next(snapshot, stamp)])));
    }

    /// <summary>One message per report, each awaited by its job: what is written first when progress is pushed by hand.</summary>
    public override async Task<long> FleetAsync(FleetPlan plan)
    {
        var all = _hub.Clients.Group("all");
        var clock = Stopwatch.StartNew();
        var made = 0L;
        await Task.WhenAll(Enumerable.Range(0, plan.Jobs).Select(_ => Task.Run(async () =>
        {
            var snapshot = Sample.First with { Id = JobId.New(DateTimeOffset.UnixEpoch) };
            for (var next = 1L; clock.Elapsed.TotalSeconds < plan.Seconds; next++)
            {
                await all.JobsChanged([snapshot = Sample.Next(snapshot, next)]);
                Interlocked.Increment(ref made);
                var early = next / (double)plan.PerSecond - clock.Elapsed.TotalSeconds;
                if (early > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(early));
                }
            }
        })));
        return made;
    }
}
