using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Storage;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>ProgressHub on one of its stores.</summary>
internal sealed class HubQueue : IQueueSubject
{
    /// <summary>Names the variable that leads to the PostgreSQL database.</summary>
    public const string DatabaseVariable = "PROGRESSHUB_BENCH_DATABASE";

    private static readonly JobKind<NoArgs> Kind = new("no-op");
    private static readonly Storage.JobSearch Open = new() { States = [JobState.Queued, JobState.Running], Limit = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-bench-").FullName;
    private readonly WebApplication _app;
    private readonly IJobQueue _queue;
    private readonly IJobStore _store;
    private bool _started;

    public HubQueue(string store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hub = builder.Services.AddProgressHub(options => options.Jobs.Concurrency = 16).UseInMemory().AddJob(Kind.Name, (NoArgs _) => Entered());
        if (store == "sqlite")
        {
            hub.UseSqlite($"Data Source={Path.Combine(_folder, "jobs.db")}");
        }

        if (store == "postgres")
        {
            hub.UsePostgreSql(Environment.GetEnvironmentVariable(DatabaseVariable)!);
        }

        _app = builder.Build();
        _queue = _app.Services.GetRequiredService<IJobQueue>();
        _store = _app.Services.GetRequiredService<IJobStore>();
    }

    public Action Entered { private get; set; } = static () => { };

    public Task OpenAsync() => _app.Services.GetRequiredService<StoreIdentity>().OpenAsync(CancellationToken.None);

    public Task EnqueueAsync() => _queue.EnqueueAsync(Kind, new NoArgs());

    public async Task StartAsync()
    {
        await _app.StartAsync();
        _started = true;
    }

    public async Task<bool> IsDrainedAsync() => (await _store.ListAsync(Open, CancellationToken.None)).Jobs.Count == 0;

    public async ValueTask DisposeAsync()
    {
        if (_started)
        {
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal sealed record NoArgs;
}
