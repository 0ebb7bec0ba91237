using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>An app under test: it sends to the watchers of one group, and runs work that reports to them.</summary>
internal abstract class Subject(WebApplication app)
{
    public WebApplication App => app;

    /// <summary>Hub connections the server still has.</summary>
    public abstract int Connections { get; }

    /// <summary>A group send through <c>IHubContext</c>.</summary>
    public abstract Task SendAsync(IReadOnlyList<JobSnapshot> jobs);

    /// <summary>Runs work that reports; answers the seconds it took.</summary>
    public abstract Task<double> WorkAsync(WorkPlan plan);

    /// <summary>Runs many reporting jobs at once; answers how many reports were made.</summary>
    public abstract Task<long> FleetAsync(FleetPlan plan);

    public int Port => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static Subject Make(string name, int port, int intervalMs) => name == Subjects.Ours ? HubSubject.Build(port, intervalMs) : RawSubject.Build(port);

    protected static WebApplicationBuilder NewBuilder(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Answers to the parent go over stdout.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder;
    }
}
