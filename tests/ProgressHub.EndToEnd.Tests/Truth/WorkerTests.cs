namespace ProgressHub.EndToEnd.Tests.Truth;

public sealed class WorkerTests
{
    [Fact]
    public async Task ASlowKindIsNotKeptWaitingByAFastOneThatHasNothingToDo()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing().AddCount(), options => options.Jobs.Concurrency = 2);
        for (var n = 0; n < 50; n++)
        {
            await host.Queue.EnqueueAsync("nothing", new NothingArgs());
        }

        // Each takes both slots for a moment, twenty times over: nothing but a free slot is to be waited for.
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.Queue.EnqueueAsync("count", new CountArgs(2, 20))));

        await Eventually.TrueAsync(async () => (await host.Store.FindAsync(ids, default)).All(job => job.State is JobState.Succeeded));
    }
}
