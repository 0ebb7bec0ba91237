namespace ProgressHub.EndToEnd.Tests.Crash;

[Trait("Invariant", "12 Shutdown drains")]
public sealed class StopTests : IDisposable
{
    private const int Rows = 300_000;

    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AJobThatMayFinishInTheGraceDoesAndClientsAreToldToComeBack()
    {
        var path = _folder.WriteCsv(Rows);
        var watcher = new HubWatcher(_folder.Address);
        using var stop = new CancellationTokenSource();
        Observer observer;
        Task following;
        await using (var host = await _folder.StartAsync("--Jobs:ShutdownGrace=00:02:00"))
        {
            observer = new Observer(await HostFolder.SubmitAsync(host.Http, "import-csv", path), new Ledger { PollsNeverGoBack = false });
            following = watcher.FollowAsync(observer, stop.Token);
            await Eventually.TrueAsync(() => observer.Newest is { State: JobState.Running, Progress.Fraction: > 0 });

            host.Terminate();

            (await host.ExitAsync()).ShouldBe(0, host.Errors);
            host.Errors.ShouldBeEmpty();
        }

        watcher.GoingAways.ShouldBe(1);
        await using (var host = await _folder.StartAsync())
        {
            await observer.UntilFinalAsync();
            (observer.Newest!.State, observer.Newest.Attempt).ShouldBe((JobState.Succeeded, 1));
            await stop.CancelAsync();
            await following;
        }
    }

    [Fact]
    public async Task AJobThatIsNotGivenTheTimeGoesBackAndRunsAtTheNextStart()
    {
        var path = _folder.WriteCsv(Rows);
        JobSnapshot running;
        await using (var host = await _folder.StartAsync("--Jobs:ShutdownGrace=00:00:00"))
        {
            var id = await HostFolder.SubmitAsync(host.Http, "import-csv", path);
            running = await HostFolder.UntilAsync(host.Http, id, job => job is { State: JobState.Running, Progress.Fraction: > 0 });

            host.Terminate();

            (await host.ExitAsync()).ShouldBe(0, host.Errors);
        }

        await using (var host = await _folder.StartAsync())
        {
            var final = await HostFolder.UntilAsync(host.Http, running.Id, job => job.IsFinal());
            (final.State, final.Attempt).ShouldBe((JobState.Succeeded, 1), "being sent away is no failed attempt");
            final.Version.ShouldBeGreaterThan(running.Version);
            final.Result!.Value.GetProperty("imported").GetInt64().ShouldBe(Rows);
        }
    }
}
