using ProgressHub.Execution;
using ProgressHub.Storage;
using Quartz;

namespace ProgressHub.EndToEnd.Tests.Quartz;

/// <summary>Progress is a guest in a Quartz app: whatever becomes of it, the jobs of that app run.</summary>
public sealed class GuestTests
{
    [Fact]
    public async Task AQuartzJobRunsAllTheSameWhileTheStoreIsAway()
    {
        await using var memory = new MemoryJobStore(TimeProvider.System);
        var store = new StoreBetween(memory) { AfterEnqueue = _ => throw new StoreUnavailableException("The disk is away.") };
        await using var app = await QuartzApp.StartAsync(store: store);
        var reported = new TaskCompletionSource<int>();
        app.Does["import"] = (context, _) =>
        {
            context.Progress().Report(1, 2);
            context.Job().Counter("rows").Increment();
            if (context.RefireCount == 0)
            {
                throw new JobExecutionException { RefireImmediately = true };
            }

            reported.SetResult(context.RefireCount);
            return Task.CompletedTask;
        };
        await app.FireAsync("import");

        (await reported.Task.Within()).ShouldBe(1);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task AnEndWaitsForTheStoreAndTheQuartzJobDoesNot()
    {
        await using var memory = new MemoryJobStore(TimeProvider.System);
        var isAway = true;
        var store = new StoreBetween(memory) { BeforeWrite = _ => isAway ? throw new StoreUnavailableException("The disk is away.") : Task.CompletedTask };
        await using var app = await QuartzApp.StartAsync(store: store);
        await app.FireAsync("import");
        await Eventually.TrueAsync(async () => app.Executed.ContainsKey("import") && (await app.Scheduler.QueryFireInstances(new FireInstanceQuery())).Items.Count == 0);
        (await app.UntilAsync("reports.import", _ => true)).State.ShouldBe(JobState.Running);

        isAway = false;

        (await app.UntilAsync("reports.import", job => job.IsFinal())).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task ARefireWhoseAttemptCannotBeStoredRunsUnseen()
    {
        await using var memory = new MemoryJobStore(TimeProvider.System);
        var isAway = false;
        var store = new StoreBetween(memory) { BeforeWrite = _ => isAway ? throw new StoreUnavailableException("The disk is away.") : Task.CompletedTask };
        await using var app = await QuartzApp.StartAsync(store: store);
        var refired = new TaskCompletionSource();
        app.Does["import"] = (context, _) =>
        {
            isAway = context.RefireCount == 0;
            context.Progress().Report(context.RefireCount);
            if (isAway)
            {
                throw new JobExecutionException("Once more.") { RefireImmediately = true };
            }

            refired.SetResult();
            return Task.CompletedTask;
        };
        await app.FireAsync("import");

        await refired.Task.Within();
        var job = await app.UntilAsync("reports.import", job => job.IsFinal());
        (job.State, job.Attempt).ShouldBe((JobState.Failed, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "12 Shutdown drains")]
    public async Task AStopLeavesAQuartzJobToItsSchedulerAndStoresItsEnd(bool quartzStopsLast)
    {
        await using var memory = new MemoryJobStore(TimeProvider.System);
        await using var app = await QuartzApp.StartAsync(store: new StoreBetween(memory), stopsLast: quartzStopsLast);
        app.Hold("import");
        await app.FireAsync("import");
        var id = (await app.UntilAsync("reports.import", job => job.Progress?.Done == 1)).Id;
        var writer = app.Host.Services.GetRequiredService<AttemptWriter>();

        var stop = app.Host.StopAsync();
        if (quartzStopsLast)
        {
            await Eventually.TrueAsync(() => writer.ExecuteTask!.IsCompleted);
        }

        app.LetGo("import");
        await stop.Within();

        (await memory.FindAsync([id], default)).ShouldHaveSingleItem().State.ShouldBe(JobState.Succeeded);
    }
}
