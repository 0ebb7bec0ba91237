using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Slow;

[Trait("Invariant", "12 Shutdown drains")]
public sealed class StoppingTests
{
    [Fact]
    public async Task AClientThatComesBackWhileTheServerStopsDoesNotHoldIt()
    {
        RawHub? back = null;
        var host = await TestHost.StartAsync(
            hub => hub.AddNothing(),
            options => options.Jobs.ShutdownGrace = TimeSpan.FromMinutes(5),
            // Registered first, so called last: SignalR has closed what was open, and the server still listens.
            configure: app => app.Lifetime.ApplicationStopping.Register(() => back = Task.Run(() => RawHub.ConnectAsync(new(app.Urls.Single() + "/"))).GetAwaiter().GetResult()));
        await using (host)
        {
            await host.StopAsync().Within();

            back.ShouldNotBeNull();
            await back.UntilClosedAsync().Within();
            await back.DisposeAsync();
        }
    }

    [Fact]
    public async Task AServerThatStopsClaimsNothingMore()
    {
        var store = new MemoryJobStore(TimeProvider.System);
        var id = default(JobId);
        var host = await TestHost.StartAsync(
            hub => hub.AddNothing(),
            store: store,
            configure: app => app.Lifetime.ApplicationStopping.Register(() =>
                id = Task.Run(() => app.Services.GetRequiredService<IJobQueue>().EnqueueAsync("nothing", new NothingArgs())).GetAwaiter().GetResult()));
        await using (host)
        {
            await host.StopAsync().Within();

            (await store.FindAsync([id], default)).ShouldHaveSingleItem().State.ShouldBe(JobState.Queued);
        }
    }

    [Fact]
    public async Task AConnectionIsToldToComeBackBeforeItIsClosed()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());
        await using var raw = await RawHub.ConnectAsync(host.Address);
        await raw.CallAsync("Watch", new { groups = new[] { new { name = "all" } } });
        (await raw.NextAsync().Within()).ShouldNotBeNull().GetProperty("invocationId").GetString().ShouldBe("1");

        var stopping = host.StopAsync();

        var calls = new List<string?>();
        while (await raw.NextAsync().Within() is { } record)
        {
            calls.AddRange(record.TryGetProperty("target", out var target) ? [target.GetString()] : []);
        }

        calls.ShouldBe(["GoingAway"]);
        await stopping.Within();
    }
}
