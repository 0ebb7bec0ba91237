using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using ProgressHub.Storage;
using Quartz;

namespace ProgressHub.EndToEnd.Tests.Quartz;

/// <summary>An app that runs its jobs on a Quartz scheduler of its own and shows them in ProgressHub.</summary>
internal sealed class QuartzApp : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IJobExecutionContext> _running = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    private QuartzApp()
    {
    }

    public TestHost Host { get; private set; } = null!;

    public IScheduler Scheduler { get; private set; } = null!;

    /// <summary>What a job of each name does; one without an entry does nothing.</summary>
    public ConcurrentDictionary<string, Func<IJobExecutionContext, CancellationToken, Task>> Does { get; } = new();

    /// <summary>How often a job of each name was executed.</summary>
    public ConcurrentDictionary<string, int> Executed { get; } = new();

    public static async Task<QuartzApp> StartAsync(
        Action<IQuartzBuilder>? quartz = null, Action<IProgressHubBuilder>? jobs = null, Action<ProgressHubOptions>? options = null, IJobStore? store = null,
        bool stopsLast = false)
    {
        var app = new QuartzApp();
        app.Host = await TestHost.StartAsync(
            hub =>
            {
                jobs?.Invoke(hub);
                hub.Services.AddSingleton(app);
                hub.Services.AddQuartz(q =>
                {
                    q.AddProgressHub();
                    quartz?.Invoke(q);
                });
                hub.Services.AddQuartzHostedService(service => service.WaitForJobsToComplete = true);
                if (stopsLast)
                {
                    // Services stop in the opposite order of their registration.
                    var scheduler = hub.Services.Last(service => service.ServiceType == typeof(IHostedService));
                    hub.Services.Remove(scheduler);
                    hub.Services.Insert(0, scheduler);
                }
            },
            options, store);
        app.Scheduler = await app.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        return app;
    }

    public Task FireAsync<TJob>(string name, string group, Action<JobBuilder<IJob>>? detail = null, Action<TriggerBuilder<IJob>>? trigger = null) where TJob : class, IJob
    {
        var job = JobBuilder.Create().OfType<TJob>().WithIdentity(name, group);
        detail?.Invoke(job);
        var start = TriggerBuilder.Create().StartNow();
        trigger?.Invoke(start);
        return Scheduler.ScheduleJob(job.Build(), start.Build()).AsTask();
    }

    public Task FireAsync(string name, string group = "reports", Action<JobBuilder<IJob>>? detail = null, Action<TriggerBuilder<IJob>>? trigger = null) =>
        FireAsync<PlayedJob>(name, group, detail, trigger);

    /// <summary>The one job of a kind, when there is one for which this holds.</summary>
    public async Task<JobSnapshot> UntilAsync(string kind, Func<JobSnapshot, bool> condition)
    {
        JobSnapshot? job = null;
        await Eventually.TrueAsync(
            async () => (job = (await JobsAsync(kind)).FirstOrDefault(condition)) is not null,
            () => $"Of kind {kind} there is {job}.");
        return job!;
    }

    public async Task<IReadOnlyList<JobSnapshot>> JobsAsync(string kind) =>
        await Task.WhenAll((await Host.Store.ListAsync(new JobSearch { Kinds = [kind], Limit = 500 }, default)).Jobs.Select(job => Host.ReadAsync(job.Id)));

    /// <summary>Lets the job of this name run until <see cref="LetGo"/>.</summary>
    public void Hold(string name) => Does[name] = async (context, ct) =>
    {
        context.Progress().Report(1, 2, "steps", "held");
        _running[name] = context;
        await Gate(name).Task.WaitAsync(ct);
        context.Progress().Report(2, 2);
    };

    public async Task<IJobExecutionContext> RunningAsync(string name)
    {
        await Eventually.TrueAsync(() => _running.ContainsKey(name));
        return _running[name];
    }

    public void LetGo(string name) => Gate(name).TrySetResult();

    public async Task ExecuteAsync(IJobExecutionContext context, CancellationToken ct)
    {
        var name = context.JobDetail.Key.Name;
        try
        {
            await Does.GetValueOrDefault(name, static (_, _) => Task.CompletedTask)(context, ct);
        }
        finally
        {
            Executed.AddOrUpdate(name, 1, static (_, count) => count + 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _running.Keys)
        {
            LetGo(name);
        }

        // Quartz logs what its jobs throw as errors; here they throw on purpose.
        Host.Errors.Clear();
        await Host.DisposeAsync();
    }

    private TaskCompletionSource Gate(string name) =>
        _gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
