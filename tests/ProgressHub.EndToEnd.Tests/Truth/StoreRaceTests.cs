using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Truth;

/// <summary>Moments between a commit and the node that hears of it, held open.</summary>
public sealed class StoreRaceTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private readonly StoreBetween _store = new(new MemoryJobStore(TimeProvider.System));
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(_holds.AddTo, store: _store);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task AJobThatRunsBeforeItsSubmitIsAnsweredShowsItsReports()
    {
        _store.AfterEnqueue = async jobs => await _holds.RunningAsync(jobs[0].Snapshot.Id);

        var id = await _host.SubmitAsync("hold");

        await ShowsReportsAsync(id);
    }

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task AJobThatRunsBeforeItsRetryIsAnsweredShowsItsReports()
    {
        var id = await _host.SubmitAsync("hold");
        var first = await _holds.RunningAsync(id);
        _holds.LetGo(id);
        await _host.UntilFinalAsync(id);
        _holds.Forget(id);
        _store.AfterRetry = async _ => (await _holds.RunningAsync(id)).ShouldNotBe(first);

        using var response = await _host.Http.PostAsync($"api/jobs/{id}/retry", null);

        ((int)response.StatusCode).ShouldBe(202);
        await ShowsReportsAsync(id);
    }

    [Fact]
    public async Task ACancelThatComesBetweenTheClaimAndTheStartIsHeard()
    {
        var (claimed, goOn) = (new TaskCompletionSource<JobId>(), new TaskCompletionSource());
        _store.AfterClaim = async answer =>
        {
            if (answer.Jobs.Count > 0)
            {
                claimed.TrySetResult(answer.Jobs[0].Snapshot.Id);
                await goOn.Task;
            }
        };
        var id = await _host.SubmitAsync("hold");
        (await claimed.Task.Within()).ShouldBe(id);

        using var response = await _host.Http.PostAsync($"api/jobs/{id}/cancel", null);
        goOn.SetResult();

        var context = await _holds.RunningAsync(id);
        await Eventually.TrueAsync(() => context.StopReason is StopReason.CancelRequested);
        (await _host.UntilFinalAsync(id)).State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AJobWhoseEndIsNotStoredYetIsShownAsItWas()
    {
        var goOn = new TaskCompletionSource();
        var ending = new TaskCompletionSource();
        var id = await _host.SubmitAsync("hold");
        var context = await _holds.RunningAsync(id);
        _store.BeforeWrite = async writes =>
        {
            if (writes.Any(write => write.Snapshot.IsFinal()))
            {
                ending.TrySetResult();
            }

            await goOn.Task;
        };
        context.Progress.Report(2, 2, "steps", "nearly over");
        var known = await _host.ReadAsync(id);
        _holds.LetGo(id);
        await ending.Task.Within();

        // Over a few rounds of the sweep that lets go of what nobody needs.
        var sweeps = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(async () =>
        {
            (await _host.ReadAsync(id)).Version.ShouldBeGreaterThanOrEqualTo(known.Version);
            await Task.Delay(200);
            return TimeProvider.System.GetElapsedTime(sweeps) > TimeSpan.FromSeconds(4);
        });
        goOn.SetResult();
        (await _host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task TheEndIsShownOnlyOnceItIsStored()
    {
        var goOn = new TaskCompletionSource();
        _store.BeforeWrite = writes => writes.Any(write => write.Snapshot.IsFinal()) ? goOn.Task : Task.CompletedTask;
        var id = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(id);
        var ledger = new Ledger();
        var observers = _host.AllWays().Select(way => (Observer: new Observer(id, ledger), Way: way)).ToList();
        using var stop = new CancellationTokenSource();
        var following = observers.Select(o => o.Way.FollowAsync(o.Observer, stop.Token)).ToList();
        await Eventually.TrueAsync(() => observers.All(o => o.Observer.Newest is not null));

        _holds.LetGo(id);
        await Task.Delay(500);
        observers.ShouldAllBe(o => o.Observer.Newest!.State == JobState.Running);

        goOn.SetResult();
        await Task.WhenAll(observers.Select(o => o.Observer.UntilFinalAsync()));
        await stop.CancelAsync();
        await Task.WhenAll(following);
        ledger.Faults.ShouldBeEmpty();
    }

    private async Task ShowsReportsAsync(JobId id)
    {
        var context = await _holds.RunningAsync(id);
        for (var n = 10; n < 15; n++)
        {
            context.Progress.Report(n, 100);
            (await _host.ReadAsync(id)).Progress!.Done.ShouldBe(n);
        }

        _holds.LetGo(id);
        (await _host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);
    }
}
