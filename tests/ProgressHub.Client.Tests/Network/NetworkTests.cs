using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Client.Tests.Network;

/// <summary>A real server behind a network that does what networks do.</summary>
public sealed class NetworkTests : IAsyncLifetime
{
    /// <summary>Long enough for a real outage with <c>PROGRESSHUB_CLIENT_BLACKHOLE_SECONDS=60</c>.</summary>
    private static readonly TimeSpan BlackHole = TimeSpan.FromSeconds(Settings.Number("PROGRESSHUB_CLIENT_BLACKHOLE_SECONDS", 4));

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(1);

    private readonly Holds _holds = new();
    private TestHost _host = null!;
    private TcpProxy _proxy = null!;
    private CountingHandler _requests = null!;
    private ProgressHubClient _hub = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(hub =>
        {
            _holds.AddTo(hub);
            hub.AddNothing().AddBroken().AddCount();
            hub.Services.Configure<HubOptions<JobHub>>(o => o.KeepAliveInterval = KeepAlive);
        });
        _proxy = new(_host.Address);
        _requests = new();
        _hub = new(new ProgressHubClientOptions { Address = _proxy.Address, KeepAlive = KeepAlive, Http = new(_requests) });
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync().AsTask().Within();
        await _proxy.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task AJobIsSubmittedFollowedAndItsResultRead()
    {
        var job = await _hub.SubmitAsync(new JobKind<CountArgs, CountResult>("count"), new(20, StepMs: 10), new() { Groups = [new("g")] });
        var seen = new List<JobSnapshot>();
        await foreach (var snapshot in job.WatchAsync())
        {
            seen.Add(snapshot);
        }

        seen.Select(snapshot => snapshot.Version).ShouldBe(seen.Select(snapshot => snapshot.Version).Distinct().Order());
        seen[^1].State.ShouldBe(JobState.Succeeded);
        (await job.WaitAsync().Within()).Reached.ShouldBe(20);
        job.IsFinal.ShouldBeTrue();
        _hub.Connection.State.ShouldBe(LinkState.Live);

        var broken = await _hub.SubmitAsync(new JobKind<NothingArgs>("broken"), new());
        (await Should.ThrowAsync<JobFailedException>(() => broken.WaitAsync().Within())).Error!.Message.ShouldContain("cannot work");
        (await Should.ThrowAsync<ProgressHubException>(() => _hub.SubmitAsync(new JobKind<NothingArgs>("unheard-of"), new()))).Code.ShouldBe("unknown-kind");
    }

    [Fact]
    public async Task AJobThatIsCanceledAndOneThatIsRetriedAreFollowed()
    {
        var job = await SubmitAsync();
        var waiting = job.WaitAsync();
        await _holds.RunningAsync(job.Id);
        await job.CancelAsync();

        (await Should.ThrowAsync<JobCanceledException>(() => waiting.Within())).Job.State.ShouldBe(JobState.Canceled);
        (await Should.ThrowAsync<JobCanceledException>(() => job.WaitAsync().Within())).Job.Id.ShouldBe(job.Id);

        _holds.LetGo(job.Id);
        await job.RetryAsync();
        job.IsFinal.ShouldBeFalse();
        (await job.WaitAsync().Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task AJobThatEndedWhileTheLineWasCutIsFoundFinal()
    {
        var job = await SubmitAsync();
        var waiting = job.WaitAsync();
        await LiveAsync();
        await _holds.RunningAsync(job.Id);
        _proxy.RefusesAll = true;
        _proxy.CutAll();
        await StateAsync(LinkState.Offline, waiting);
        _holds.LetGo(job.Id);
        await _host.UntilFinalAsync(job.Id);
        waiting.IsCompleted.ShouldBeFalse();

        _proxy.RefusesAll = false;

        (await waiting.Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AJobThatWasRemovedEndsItsWatchAtOnceAndAfterAnOutage()
    {
        var (now, later) = (await SubmitAsync(), await SubmitAsync());
        var (first, second) = (now.WaitAsync(), later.WaitAsync());
        await LiveAsync();
        _proxy.RefusesAll = true;
        _proxy.CutAll();
        await StateAsync(LinkState.Offline);
        foreach (var job in (JobHandle[])[now, later])
        {
            using var canceled = await _host.Http.PostAsync($"api/jobs/{job.Id}/cancel", null);
            await _host.UntilFinalAsync(job.Id);
            using var removed = await _host.Http.DeleteAsync($"api/jobs/{job.Id}");
            removed.EnsureSuccessStatusCode();
        }

        _proxy.RefusesAll = false;

        (await Should.ThrowAsync<WatchEndedException>(() => first.Within())).Reason.ShouldBe("removed");
        (await Should.ThrowAsync<WatchEndedException>(() => second.Within())).Reason.ShouldBe("removed");
        await Should.ThrowAsync<JobNotFoundException>(() => _hub.Job(now.Id).WaitAsync().Within());
    }

    [Fact]
    public async Task ALineThatSwallowsEverythingIsFoundDeadAndLiveSoonAfterItsReturn()
    {
        var jobs = new List<JobHandle>();
        for (var n = 0; n < 5; n++)
        {
            jobs.Add(await SubmitAsync());
        }

        var waiting = jobs.Select(job => job.WaitAsync()).ToList();
        await LiveAsync();
        _proxy.SwallowsAll = true;
        await StateAsync(LinkState.Offline);
        var (began, before) = (Stopwatch.GetTimestamp(), _requests.Count);
        await Task.Delay(BlackHole);
        var sent = _requests.Count - before;
        ((double)sent).ShouldBeLessThanOrEqualTo(2 * Stopwatch.GetElapsedTime(began).TotalSeconds + 2);

        _proxy.SwallowsAll = false;
        var returned = Stopwatch.GetTimestamp();
        await LiveAsync();
        Console.WriteLine($"black hole: {sent} requests in {BlackHole.TotalSeconds} s, live {Stopwatch.GetElapsedTime(returned).TotalSeconds:0.00} s after the return");

        jobs.ForEach(job => _holds.LetGo(job.Id));
        (await Task.WhenAll(waiting).Within()).ShouldAllBe(job => job.State == JobState.Succeeded);
    }

    [Fact]
    public async Task ALineThatIsCutWhileNothingIsWatchedIsNotSaidToComeBack()
    {
        var job = await SubmitAsync();
        var waiting = job.WaitAsync();
        await LiveAsync();
        _holds.LetGo(job.Id);
        (await waiting.Within()).State.ShouldBe(JobState.Succeeded);
        _proxy.CutAll();
        await StateAsync(LinkState.Connecting);

        var next = await SubmitAsync();
        var again = next.WaitAsync();
        await LiveAsync();
        _holds.LetGo(next.Id);
        (await again.Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task WhereSocketsAreRefusedJobsArePolledUntilTheyAreAllowedAgain()
    {
        _proxy.RefusesUpgrades = true;
        var (job, last) = (await SubmitAsync(), await SubmitAsync());
        var (first, second) = (job.WaitAsync(), last.WaitAsync());
        await StateAsync(LinkState.Polling);
        _hub.Connection.Reason.ShouldNotBeNull().ShouldContain("403");
        _holds.LetGo(job.Id);
        (await first.Within()).State.ShouldBe(JobState.Succeeded);
        _hub.Connection.State.ShouldBe(LinkState.Polling);

        _proxy.RefusesUpgrades = false;
        await LiveAsync();

        _holds.LetGo(last.Id);
        (await second.Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AThinLineCarriesThePushes()
    {
        _proxy.BytesPerSecond = 8_000;
        var jobs = new List<JobHandle>();
        for (var n = 0; n < 3; n++)
        {
            jobs.Add(await _hub.SubmitAsync(new JobKind<CountArgs, CountResult>("count"), new(100, StepMs: 10)));
        }

        (await Task.WhenAll(jobs.Select(job => job.WaitAsync())).Within()).ShouldAllBe(job => job.State == JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task ALineThatIsCutAgainAndAgainShowsGrowingVersionsAndTheEnd()
    {
        // From the start, since a socket may be opened on a connection that requests have left behind.
        _proxy.CutWithin = TimeSpan.FromSeconds(2);
        var jobs = new List<JobHandle>();
        for (var n = 0; n < 10; n++)
        {
            jobs.Add(await _hub.SubmitAsync(new JobKind<CountArgs, CountResult>("count"), new(600, StepMs: 10)));
        }

        var watches = jobs.SelectMany(job => Enumerable.Range(0, 5).Select(_ => new Follower(_hub.Job(job.Id)))).ToList();
        await Task.WhenAll(watches.Select(watch => watch.Ended)).Within();

        watches.ShouldAllBe(watch => watch.IsGrowing && watch.Last!.State == JobState.Succeeded);
        _proxy.Cuts.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task MoreWatchesThanAConnectionHoldsAreAllTold()
    {
        var jobs = new List<JobHandle>();
        for (var n = 0; n < 130; n++)
        {
            jobs.Add(await _hub.SubmitAsync(new JobKind<NothingArgs>("hold"), new(), new() { DueAt = DateTimeOffset.UtcNow.AddHours(1) }));
        }

        var waiting = jobs.Select(job => job.WaitAsync()).ToList();
        await LiveAsync();
        using var canceled = await _host.Http.PostAsync("api/groups/all/cancel", null);

        foreach (var wait in waiting)
        {
            await Should.ThrowAsync<JobCanceledException>(() => wait.Within());
        }

        _hub.Connection.State.ShouldBe(LinkState.Live);
    }

    [Fact]
    public async Task AGroupIsToldAsItStandsAsItChangesAndAfterAnOutage()
    {
        var before = await SubmitAsync("g");
        var seen = new Dictionary<JobId, JobSnapshot>();
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var job in _hub.WatchGroupAsync(new("g"), stop.Token))
            {
                lock (seen)
                {
                    seen[job.Id] = job;
                }
            }
        });
        await SeenAsync(before, JobState.Running);
        var after = await SubmitAsync("g");
        await SeenAsync(after, JobState.Running);

        _proxy.RefusesAll = true;
        _proxy.CutAll();
        await StateAsync(LinkState.Offline);
        _holds.LetGo(before.Id);
        await _host.UntilFinalAsync(before.Id);
        _proxy.RefusesAll = false;
        await SeenAsync(before, JobState.Succeeded);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => watching.Within());

        Task SeenAsync(JobHandle job, JobState state) => Eventually.TrueAsync(() =>
        {
            lock (seen)
            {
                return seen.GetValueOrDefault(job.Id)?.State == state;
            }
        });
    }

    [Fact]
    public async Task AServerThatGoesDownIsLeftAndDisposalIsPrompt()
    {
        var job = await SubmitAsync();
        var waiting = job.WaitAsync();
        await LiveAsync();
        await _host.StopAsync();
        await Eventually.TrueAsync(() => _hub.Connection.State is LinkState.Offline or LinkState.Reconnecting);

        var began = Stopwatch.GetTimestamp();
        await _hub.DisposeAsync().AsTask().Within();

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.Within());
        Console.WriteLine($"disposed in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
    }

    private async Task<JobHandle> SubmitAsync(params string[] groups)
    {
        var job = _hub.Job(await _host.SubmitAsync("hold", groups: groups));
        await _holds.RunningAsync(job.Id);
        return job;
    }

    private Task LiveAsync() => StateAsync(LinkState.Live);

    private Task StateAsync(LinkState state, Task? watch = null) =>
        Eventually.TrueAsync(() => _hub.Connection.State == state, () => $"The link is {_hub.Connection}, the watch {watch?.Status} {watch?.Exception}.");

    private sealed record CountResult(int Reached);
}
