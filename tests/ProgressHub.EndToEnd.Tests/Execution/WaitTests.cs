using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Publishing;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Execution;

/// <summary>Code of the server follows jobs and waits for them as its clients do.</summary>
public sealed class WaitTests : IAsyncLifetime
{
    private static readonly JobKind<CountArgs, CountResult> Count = new("count");

    private readonly MemoryJobStore _store = new(TimeProvider.System);
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            hub.AddCount().AddBroken().AddNothing().AddJob("large", (NothingArgs _) => new string('x', 10_000));
            _holds.AddTo(hub);
        },
        store: _store);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task AWaitGivesTheResult()
    {
        var id = await _host.Queue.EnqueueAsync(Count, new(3));
        var large = await _host.Queue.EnqueueAsync("large", new NothingArgs());
        var nothing = await _host.Queue.EnqueueAsync("nothing", new NothingArgs());

        (await _host.Queue.WaitAsync(Count, id).Within()).ShouldBe(new CountResult(3));
        (await _host.Queue.WaitAsync(new JobKind<NothingArgs, string>("large"), large).Within()).Length.ShouldBe(10_000);
        (await _host.Queue.WaitAsync(new JobKind<NothingArgs, string?>("nothing"), nothing).Within()).ShouldBeNull();
        (await _host.Queue.WaitAsync(id).Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AnEndWithoutSuccessIsThrown()
    {
        var broken = await _host.Queue.EnqueueAsync("broken", new NothingArgs());
        var held = await HeldAsync();
        var waiting = _host.Queue.WaitAsync(held);
        await _host.Queue.CancelAsync(held);

        (await Should.ThrowAsync<JobFailedException>(_host.Queue.WaitAsync(broken).Within())).Error!.Message.ShouldBe("It cannot work.");
        (await Should.ThrowAsync<JobCanceledException>(waiting.Within())).Job.Id.ShouldBe(held);
    }

    [Fact]
    public async Task AWatchEndsWithTheFinalSnapshotAndItsVersionsGrow()
    {
        var id = await HeldAsync();
        var seen = new List<JobSnapshot>();

        await foreach (var job in _host.Queue.WatchAsync(id))
        {
            seen.Add(job);
            _holds.LetGo(id);
        }

        seen[0].State.ShouldBe(JobState.Running);
        seen[^1].State.ShouldBe(JobState.Succeeded);
        seen.Zip(seen.Skip(1)).ShouldAllBe(pair => pair.First.Version < pair.Second.Version);
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<AudienceTable>().IsEmpty);
    }

    [Fact]
    public async Task AReaderThatComesLateFindsTheNewest()
    {
        var id = await HeldAsync();
        await using var watch = _host.Queue.WatchAsync(id).GetAsyncEnumerator();
        (await watch.MoveNextAsync()).ShouldBeTrue();
        var context = await _holds.RunningAsync(id);
        foreach (var word in (string[])["one", "two", "three"])
        {
            context.Progress.Report(word);
            await _host.UntilAsync(id, job => job.Progress?.Message == word);
        }

        _holds.LetGo(id);
        await _host.UntilFinalAsync(id);
        await Eventually.TrueAsync(async () => watch.Current.IsFinal() || (await watch.MoveNextAsync() && watch.Current.IsFinal()));

        (await watch.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task AJobThatAnotherNodeRunsIsWaitedFor()
    {
        await using var web = await TestHost.StartAsync(static _ => { }, options => options.Jobs.Role = NodeRole.Web, _store);
        var id = await HeldAsync();
        var waiting = web.Queue.WaitAsync(id);

        _holds.LetGo(id);

        (await waiting.Within()).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AJobThatIsNotThereOrOfAnotherKindIsToldSo()
    {
        var id = await _host.Queue.EnqueueAsync("nothing", new NothingArgs());
        await _host.UntilFinalAsync(id);

        (await Should.ThrowAsync<JobNotFoundException>(_host.Queue.WaitAsync(JobId.New(DateTimeOffset.UnixEpoch)))).Code.ShouldBe("job-not-found");
        (await Should.ThrowAsync<ArgumentException>(_host.Queue.WaitAsync(Count, id))).Message.ShouldContain("'nothing'");
    }

    [Fact]
    public async Task WhoNoLongerWaitsLeavesNothingBehindAndTheJobGoesOn()
    {
        var id = await HeldAsync();
        using var patience = new CancellationTokenSource();
        var waiting = _host.Queue.WaitAsync(id, patience.Token);
        await Eventually.TrueAsync(() => !_host.Services.GetRequiredService<AudienceTable>().IsEmpty);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting.Within());
        _host.Services.GetRequiredService<AudienceTable>().IsEmpty.ShouldBeTrue();
        (await _host.ReadAsync(id)).State.ShouldBe(JobState.Running);
        _holds.LetGo(id);
    }

    private async Task<JobId> HeldAsync()
    {
        var id = await _host.Queue.EnqueueAsync("hold", new HoldArgs());
        await _holds.RunningAsync(id);
        return id;
    }

    private sealed record CountResult(int Reached);
}
