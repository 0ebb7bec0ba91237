using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ProgressHub.Scheduling;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Scheduling;

/// <summary>What one process does about recurring jobs, by hand: nothing runs beside the test.</summary>
internal sealed class OneProcess : IAsyncDisposable
{
    private readonly IHost _host;

    public OneProcess(IJobStore store, TimeProvider time, Action<IProgressHubBuilder>? recurring = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(time);
        var hub = builder.Services.AddProgressHub().UseInMemory().AddJob("work", (WorkArgs _) => { });
        recurring?.Invoke(hub);
        builder.Services.Replace(ServiceDescriptor.Singleton(store));
        _host = builder.Build();
        Recurring = _host.Services.GetRequiredService<Recurrences>();
        Scheduler = ActivatorUtilities.CreateInstance<RecurringScheduler>(_host.Services);
        Occurrences = _host.Services.GetRequiredService<Occurrences>();
    }

    public Recurrences Recurring { get; }

    public Occurrences Occurrences { get; }

    /// <summary>Not started.</summary>
    public RecurringScheduler Scheduler { get; }

    public Task<(Recurrence, bool)> PutAsync(string cron, MissedRuns missed = MissedRuns.RunOnce) =>
        Recurring.PutAsync(new("tick", cron, "UTC", "work", new WorkArgs(), RecurrenceSource.Api) { Missed = missed }, default);

    /// <summary>As the scheduler does when it wakes: until nothing is due.</summary>
    public async Task WakeAsync(TimeProvider time)
    {
        while (await Occurrences.EnqueueDueAsync(default) <= time.GetUtcNow())
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Scheduler.StopAsync(default);
        Scheduler.Dispose();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    internal sealed record WorkArgs;
}
