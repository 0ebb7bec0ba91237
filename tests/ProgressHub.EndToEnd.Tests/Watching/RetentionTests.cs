using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProgressHub.Retention;

namespace ProgressHub.EndToEnd.Tests.Watching;

public sealed class RetentionTests
{
    [Fact]
    public async Task WhoWatchesAJobThatIsNoLongerKeptIsTold()
    {
        await using var host = await TestHost.StartAsync(hub => hub
            .AddJob("brief", (NothingArgs _) => { }, options => options.RetainCount = 0)
            .AddNothing());
        var gone = (await host.UntilFinalAsync(await host.SubmitAsync("brief", groups: "g:1"))).Id;
        var kept = (await host.UntilFinalAsync(await host.SubmitAsync("nothing", groups: "g:1"))).Id;
        await using var connection = SocketConnectionFactory.ToHub(new(host.Address, "hubs/jobs"));
        var ended = new TaskCompletionSource<WatchEnd>();
        connection.On<WatchEnd>(nameof(IJobHubClient.WatchEnded), end => ended.TrySetResult(end));
        await connection.StartAsync();
        await connection.InvokeAsync<WatchAnswer>(nameof(IJobHub.Watch), new WatchRequest { Jobs = [new(gone.ToString()), new(kept.ToString())] });

        (await host.Services.GetServices<IHostedService>().OfType<Pruner>().Single().PassAsync(byAge: false, default)).ShouldBe(1);

        var told = await ended.Task.Within();
        told.Jobs.ShouldBe([gone]);
        told.Reason.ShouldBe("removed");
        (await host.Store.FindAsync([gone, kept], default)).ShouldHaveSingleItem().Id.ShouldBe(kept);
        (await host.Http.GetAsync($"api/jobs/{gone}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
