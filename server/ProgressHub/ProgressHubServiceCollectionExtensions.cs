using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub;
using ProgressHub.Execution;
using ProgressHub.External;
using ProgressHub.Http;
using ProgressHub.Hubs;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Nodes;
using ProgressHub.Publishing;
using ProgressHub.Retention;
using ProgressHub.Scheduling;
using ProgressHub.Security;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;
using ProgressHub.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ProgressHub to an app.</summary>
public static class ProgressHubServiceCollectionExtensions
{
    /// <summary>Adds the engine. Choose a store and add kinds on the answer.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Settings in code.</param>
    public static IProgressHubBuilder AddProgressHub(this IServiceCollection services, Action<ProgressHubOptions>? configure = null) =>
        Add(services, configure);

    /// <summary>Adds the engine with settings from configuration; those in code win.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">A section with the members of <see cref="ProgressHubOptions"/>.</param>
    /// <param name="configure">Settings in code.</param>
    public static IProgressHubBuilder AddProgressHub(this IServiceCollection services, IConfiguration configuration, Action<ProgressHubOptions>? configure = null)
    {
        services.AddOptions<ProgressHubOptions>().Bind(configuration);
        return Add(services, configure);
    }

    private static ProgressHubBuilder Add(IServiceCollection services, Action<ProgressHubOptions>? configure)
    {
        var options = services.AddOptions<ProgressHubOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProgressHubOptions>, ProgressHubOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJobStore>(_ => throw new InvalidOperationException(
            """
            No store is chosen. Add one of these to AddProgressHub():
              .UseSqlite("Data Source=./data/progress.db")   durable, on this machine (package ProgressHub.Sqlite)
              .UsePostgreSql("Host=db;Database=progresshub")  durable, for any number of nodes (package ProgressHub.PostgreSql)
              .UseInMemory()                                  for tests and tries: jobs are lost at the end of the process
            """));
        // A store that tells nothing of nodes still has this one.
        services.TryAddSingleton<INodeBoard, MemoryNodeBoard>();
        services.TryAddSingleton<StoreIdentity>();
        services.TryAddSingleton<HubMetrics>();
        services.TryAddSingleton<PublicGroups>();
        services.TryAddSingleton<JobRights>();
        services.AddMetrics();
        AddLive(services);
        AddExecution(services);
        AddScheduling(services);
        AddHub(services);
        services.TryAddSingleton<PollWaiters>();
        services.TryAddSingleton<JobReads>();
        services.TryAddSingleton<JobsById>();
        services.TryAddSingleton<MappedPrefix>();
        services.TryAddSingleton<ServerTime>();
        AddHostedServices(services);
        return new(services);
    }

    private static void AddLive(IServiceCollection services)
    {
        services.TryAddSingleton<AudienceTable>();
        services.TryAddSingleton<GroupReader>();
        services.TryAddSingleton<IWatchedGroups, WatchedGroups>();
        services.TryAddSingleton<Publisher>();
        services.TryAddSingleton<Pump>();
        services.TryAddSingleton<ILiveListener>(provider => provider.GetRequiredService<Pump>());
        services.TryAddSingleton<LiveJobs>();
        services.TryAddSingleton<IJobFollower, JobFollower>();
        services.TryAddSingleton<LogPump>();
        services.TryAddSingleton<ILogListener>(provider => provider.GetRequiredService<LogPump>());
    }

    private static void AddExecution(IServiceCollection services)
    {
        services.TryAddSingleton<KindTable>();
        services.TryAddSingleton<RunningAttempts>();
        services.TryAddSingleton<LeaseFence>();
        services.TryAddSingleton<LogWriter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, JobLoggerProvider>());
        services.TryAddSingleton<AttemptMaker>();
        services.TryAddSingleton<AttemptRunner>();
        services.TryAddSingleton<AttemptWriter>();
        services.TryAddSingleton<ForeignAttempts>();
        services.TryAddSingleton<JobMaker>();
        services.TryAddSingleton<JobQueue>();
        services.TryAddSingleton<IJobQueue>(provider => provider.GetRequiredService<JobQueue>());
        services.TryAddSingleton<ReportCells>();
        services.TryAddSingleton<ExternalReports>();
        services.TryAddScoped<JobContextHolder>();
        services.TryAddScoped(provider => provider.GetRequiredService<JobContextHolder>().Required);
    }

    private static void AddScheduling(IServiceCollection services)
    {
        services.TryAddSingleton<Recurrences>();
        services.TryAddSingleton<CodeDefinitions>();
        services.TryAddSingleton<Occurrences>();
    }

    private static void AddHub(IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(json => ProtocolJson.AddTo(json.PayloadSerializerOptions));
        services.AddOptions<HubOptions<JobHub>>().Configure(hub =>
        {
            hub.MaximumReceiveMessageSize = 64 * 1024;
            // A watcher of a quiet system learns within seconds, not half a minute, that the line is dead.
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
            hub.MaximumParallelInvocationsPerClient = 1;
        });
        services.TryAddSingleton<SlowConnections>();
        services.TryAddSingleton<JobHubLifetimeManager>();
        services.AddSingleton<HubLifetimeManager<JobHub>>(provider => provider.GetRequiredService<JobHubLifetimeManager>());
        services.TryAddSingleton<LogWatches>();
        services.TryAddSingleton<HubWatches>();
    }

    /// <summary>Started in this order and stopped in the opposite one: nothing stops before what hands work to it.</summary>
    private static void AddHostedServices(IServiceCollection services)
    {
        services.AddHostedService<StoreOpener>();
        services.AddHostedService<Heartbeat>();
        services.AddHostedService(provider => provider.GetRequiredService<Pump>());
        services.AddHostedService(provider => provider.GetRequiredService<LogPump>());
        services.AddHostedService(provider => provider.GetRequiredService<LogWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<AttemptWriter>());
        services.AddHostedService<ProgressWriter>();
        services.AddHostedService<LeaseKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LeaseFence>());
        services.AddHostedService<LiveSweeper>();
        services.AddHostedService<ChangeTail>();
        services.AddHostedService<Pruner>();
        services.AddHostedService<JobWorker>();
        services.AddHostedService<RecurringScheduler>();
        services.AddHostedService<GoingAway>();
        services.AddOptions<HostOptions>().PostConfigure<IOptions<ProgressHubOptions>>((host, hub) =>
        {
            // The host's own patience must outlast the grace of jobs.
            var needed = hub.Value.Jobs.ShutdownGrace + TimeSpan.FromSeconds(10);
            host.ShutdownTimeout = host.ShutdownTimeout > needed ? host.ShutdownTimeout : needed;
        });
    }
}
