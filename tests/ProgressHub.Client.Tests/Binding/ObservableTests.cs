using System.Collections.Specialized;

namespace ProgressHub.Client.Tests.Binding;

/// <summary>Views on a thread of their own, against a real server.</summary>
public sealed class ObservableTests : IAsyncLifetime
{
    private readonly UiThread _ui = new();
    private readonly Holds _holds = new();
    private TestHost _host = null!;
    private ProgressHubClient _hub = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            hub =>
            {
                _holds.AddTo(hub);
                hub.AddNothing().AddCount();
            },
            options => options.Push.Interval = TimeSpan.FromMilliseconds(20));
        _hub = new(_host.Address);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _host.DisposeAsync();
        _ui.Dispose();
    }

    [Fact]
    public async Task AViewShowsAJobOnItsOwnThreadToTheEnd()
    {
        var job = _hub.Job(await _host.SubmitAsync("count", new { to = 100, stepMs = 10 }));
        var threads = new HashSet<int>();
        var view = await _ui.DoAsync(() =>
        {
            var made = job.Observe();
            made.PropertyChanged += (_, _) => threads.Add(Environment.CurrentManagedThreadId);
            return made;
        });

        await UntilAsync(() => view.IsFinal);

        var ui = await _ui.DoAsync(() => Environment.CurrentManagedThreadId);
        threads.ShouldBe([ui]);
        (view.State, view.Percent, view.IsIndeterminate, view.IsStale, view.Unit).ShouldBe((JobState.Succeeded, 100, false, false, "steps"));
        view.Counters["steps"].ShouldBe(100);
        view.Problem.ShouldBeNull();
        await _ui.DoAsync(() => view.CancelCommand.CanExecute(null)).ContinueWith(can => can.Result.ShouldBeFalse(), TaskScheduler.Default);
        view.Dispose();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task ABusyThreadFindsOnePostAndOneJumpToTheNewest()
    {
        var job = _hub.Job(await _host.SubmitAsync("hold"));
        var running = await _holds.RunningAsync(job.Id);
        var view = await _ui.DoAsync(job.Observe);
        await UntilAsync(() => view.Snapshot is not null);
        var changes = 0;
        var block = await _ui.BlockAsync();
        for (var n = 1; n <= 2_000; n++)
        {
            running.Progress.Report(n, 2_000, "steps");
            if (n % 10 == 0)
            {
                await Task.Delay(1);
            }
        }

        await Eventually.TrueAsync(async () => (await _host.ReadAsync(job.Id)).Progress?.Done == 2_000);
        await Eventually.TrueAsync(() => _ui.Waiting > 0);
        _ui.Waiting.ShouldBe(1);
        view.PropertyChanged += (_, change) => changes += change.PropertyName == nameof(view.Snapshot) ? 1 : 0;
        block.Dispose();

        await UntilAsync(() => view.Snapshot!.Progress!.Done == 2_000);
        changes.ShouldBeLessThanOrEqualTo(2);
        view.Dispose();
    }

    [Fact]
    public async Task TheCommandCancelsOnceAndTellsWhatWentWrong()
    {
        var job = _hub.Job(await _host.SubmitAsync("hold"));
        await _holds.RunningAsync(job.Id);
        var view = await _ui.DoAsync(job.Observe);
        await UntilAsync(() => view.CancelCommand.CanExecute(null));

        await _ui.DoAsync(() =>
        {
            view.CancelCommand.Execute(null);
            return true;
        });

        await UntilAsync(() => view.State == JobState.Canceled && !view.CancelCommand.CanExecute(null));
        view.Dispose();

        var lost = await _ui.DoAsync(_hub.Job(JobId.New(DateTimeOffset.UnixEpoch)).Observe);
        await UntilAsync(() => lost.Problem is JobNotFoundException);
        lost.Dispose();
    }

    [Fact]
    public async Task AListIsSortedBoundedAndKeepsItsObjects()
    {
        var first = await _host.SubmitAsync("hold", groups: "g");
        var list = await _ui.DoAsync(() => _hub.ObserveGroup(new("g"), max: 3));
        await UntilAsync(() => list.Count == 1);
        var row = await _ui.DoAsync(() => list[0]);
        var second = await _host.SubmitAsync("hold", groups: "g");
        await UntilAsync(() => list.Count == 2 && list[0].Id == second && list[1].State == JobState.Running);
        _holds.LetGo(first);
        await UntilAsync(() => row.State == JobState.Succeeded);
        (await _ui.DoAsync(() => list[1])).ShouldBeSameAs(row);

        var more = new List<JobId>();
        for (var n = 0; n < 5; n++)
        {
            more.Add(await _host.SubmitAsync("nothing", groups: "g"));
        }

        more.Reverse();
        await UntilAsync(() => list.Select(job => job.Id).SequenceEqual(more.Take(3)) && list.All(job => job.IsFinal));
        using var removed = await _host.Http.DeleteAsync($"api/jobs/{more[1]}");
        await UntilAsync(() => list.Select(job => job.Id).SequenceEqual([more[0], more[2]]));
        list.IsStale.ShouldBeFalse();
        _holds.LetGo(second);
        await _host.UntilFinalAsync(second);
        list.Dispose();
    }

    [Fact]
    public async Task AThousandChangesOfAListAreFewPosts()
    {
        var list = await _ui.DoAsync(() => _hub.ObserveGroup(new("g")));
        var changes = 0;
        ((INotifyCollectionChanged)list).CollectionChanged += (_, _) => changes++;
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => _host.SubmitAsync("nothing", groups: "g")));

        await UntilAsync(() => list.Count == 300 && list.All(job => job.IsFinal));

        changes.ShouldBe(300, "each job was inserted once and never moved");
        list.Select(job => job.Id).ShouldBe(list.Select(job => job.Id).OrderDescending());
        list.Dispose();
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(() => _ui.DoAsync(condition));
}
