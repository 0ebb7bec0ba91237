using System.Text;

namespace ProgressHub.EndToEnd.Tests.Truth;

public sealed class EqualTests
{
    [Theory]
    [InlineData("count")]
    [InlineData("broken")]
    [InlineData("nothing")]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task AJobEndsAsTheSameBytesOnEveryWay(string kind)
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddCount().AddBroken().AddNothing());
        var id = await host.SubmitAsync(kind, kind == "count" ? new { to = 40, stepMs = 10, message = "Größe <b>\"進捗\"</b> 🚀" } : null, "user:42");
        var ledger = new Ledger();
        var watchers = host.AllWays();
        var observers = watchers.Select(_ => new Observer(id, ledger)).ToList();
        using var stop = new CancellationTokenSource();
        var following = watchers.Zip(observers, (watcher, observer) => watcher.FollowAsync(observer, stop.Token)).ToList();

        await Task.WhenAll(observers.Select(observer => observer.UntilFinalAsync()));
        await stop.CancelAsync();
        await Task.WhenAll(following);

        var stored = Encoding.UTF8.GetString((await host.Store.FindAsync([id], default)).Single().ToUtf8Json().Span);
        observers.Select(observer => observer.NewestJson).ShouldAllBe(json => json == stored);
        ledger.Faults.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task ANetworkThatSwallowsOrRefusesEverythingCostsTimeOnly()
    {
        var holds = new Holds();
        await using var host = await TestHost.StartAsync(holds.AddTo);
        var id = await host.SubmitAsync("hold");
        await using var proxy = new TcpProxy(host.Address);
        using var http = new HttpClient();
        Watcher[] watchers = [new HubWatcher(proxy.Address), new EventWatcher(http, proxy.Address), new LongPollWatcher(http, proxy.Address), new PollWatcher(http, proxy.Address)];
        var ledger = new Ledger();
        var observers = watchers.Select(_ => new Observer(id, ledger)).ToList();
        using var stop = new CancellationTokenSource();
        var following = watchers.Zip(observers, (watcher, observer) => watcher.FollowAsync(observer, stop.Token)).ToList();
        await Eventually.TrueAsync(() => observers.All(observer => observer.Newest?.State == JobState.Running));

        proxy.SwallowsAll = true;
        holds.LetGo(id);
        await host.UntilFinalAsync(id);
        observers.ShouldAllBe(observer => !observer.Newest!.IsFinal());
        (proxy.SwallowsAll, proxy.RefusesAll) = (false, true);
        proxy.CutAll();
        await Eventually.TrueAsync(() => watchers.All(watcher => watcher.Returns > 1));
        proxy.RefusesAll = false;

        await Task.WhenAll(observers.Select(observer => observer.UntilFinalAsync()));
        await stop.CancelAsync();
        await Task.WhenAll(following);
        ledger.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnEventStreamThatReturnsAfterTheFinalSnapshotIsAnsweredWithNothing()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());
        var id = await host.SubmitAsync("nothing");
        var final = await host.UntilFinalAsync(id);

        var text = await host.Http.GetStringAsync($"api/jobs/{id}/events").Within();
        using var again = await Api.Answers.GetAsync(host, $"api/jobs/{id}/events", ("Last-Event-ID", final.Version.ToString()));

        text.ShouldStartWith("retry: ");
        text.ShouldContain("event: store\n");
        text.ShouldEndWith($"event: job\nid: {final.Version}\ndata: {Encoding.UTF8.GetString(final.ToUtf8Json().Span)}\n\n");
        ((int)again.StatusCode).ShouldBe(204);
    }
}
