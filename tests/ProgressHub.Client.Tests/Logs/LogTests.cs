using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Client.Tests.Logs;

/// <summary>Logs of a real server, over a network that cuts.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private const int Kept = 2_000;

    private readonly TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestHost _host = null!;
    private TcpProxy _proxy = null!;
    private ProgressHubClient _hub = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            hub => hub.AddJob("chatty", async (ChattyArgs args, JobContext job, CancellationToken ct) =>
            {
                for (var n = 1; n <= args.Lines; n++)
                {
                    job.Log(n % 10 == 0 ? LogLevel.Warning : LogLevel.Information, $"line {n}");
                    if (args.PauseMs > 0 && n % 20 == 0)
                    {
                        await Task.Delay(args.PauseMs, ct);
                    }
                }

                if (args.Hold)
                {
                    await _more.Task.WaitAsync(ct);
                    job.Log(LogLevel.Error, "the last line");
                }
            }).Services.Configure<HubOptions<JobHub>>(o => o.KeepAliveInterval = TimeSpan.FromSeconds(1)),
            options => options.Limits.LogLines = Kept);
        _proxy = new(_host.Address);
        _hub = new(new ProgressHubClientOptions { Address = _proxy.Address, KeepAlive = TimeSpan.FromSeconds(1) });
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync().AsTask().Within();
        await _proxy.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task ALogIsReadFromWhereItIsAskedAndFiltered()
    {
        var job = await SubmitAsync(new(1_500));
        await job.WaitAsync().Within();

        var all = await ReadAsync(job.ReadLogAsync());
        all.Select(line => line.Seq).ShouldBe(Enumerable.Range(1, 1_500).Select(n => (long)n));
        all[0].Text.ShouldBe("line 1");
        (await ReadAsync(job.ReadLogAsync(new() { After = 1_490 }))).Count.ShouldBe(10);
        (await ReadAsync(job.ReadLogAsync(new() { After = -3 }))).Select(line => line.Seq).ShouldBe([1_498L, 1_499, 1_500]);
        (await ReadAsync(job.ReadLogAsync(new() { Level = LogLevel.Warning }))).Count.ShouldBe(150);
        (await ReadAsync(_hub.ReadLogAsync(job.Id, new() { Text = "LINE 149", Follow = true }))).Count.ShouldBe(11);
        await Should.ThrowAsync<JobNotFoundException>(() => ReadAsync(_hub.ReadLogAsync(Snapshots.Id())));
        await Should.ThrowAsync<JobNotFoundException>(() => ReadAsync(_hub.ReadLogAsync(Snapshots.Id(), new() { Follow = true })));
    }

    [Fact]
    public async Task LinesThatAreNoLongerKeptAreCounted()
    {
        var job = await SubmitAsync(new(Kept + 500));
        await job.WaitAsync().Within();

        var reader = job.ReadLogAsync();
        var lines = await ReadAsync(reader);

        lines[^1].Seq.ShouldBe(Kept + 500);
        reader.Dropped.ShouldBe(lines[0].Seq - 1);
        reader.Dropped.ShouldBeGreaterThanOrEqualTo(500);
    }

    [Fact]
    public async Task WhoFollowsALogHasEachLineSoonAndTheLastOneBeforeTheEnd()
    {
        var job = await SubmitAsync(new(100, Hold: true));
        var seen = 0;
        var reading = Task.Run(() => ReadAsync(job.ReadLogAsync(new() { Follow = true }), _ => Interlocked.Increment(ref seen)));
        var filtered = Task.Run(() => ReadAsync(job.ReadLogAsync(new() { Follow = true, Level = LogLevel.Error })));
        await Eventually.TrueAsync(() => Volatile.Read(ref seen) == 100 && _hub.Connection.State == LinkState.Live);
        reading.IsCompleted.ShouldBeFalse();

        _more.SetResult();

        (await reading.Within()).Select(line => line.Seq).ShouldBe(Enumerable.Range(1, 101).Select(n => (long)n));
        (await filtered.Within()).ShouldHaveSingleItem().Text.ShouldBe("the last line");
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task ALogThatIsFollowedOverALineThatIsCutAgainAndAgainHasEachLineOnce()
    {
        _proxy.CutWithin = TimeSpan.FromSeconds(2);
        var job = await SubmitAsync(new(Kept - 1, PauseMs: 80, Hold: true));
        var readers = Enumerable.Range(0, 3).Select(_ => job.ReadLogAsync(new() { Follow = true })).ToList();
        var seen = 0;
        var reading = readers.Select(reader => Task.Run(() => ReadAsync(reader, _ => Interlocked.Increment(ref seen)))).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref seen) >= 3 * (Kept - 1), () => $"{seen} lines were read; the link is {_hub.Connection}.");
        _more.SetResult();

        foreach (var lines in await Task.WhenAll(reading).Within())
        {
            lines.Select(line => line.Seq).ShouldBe(Enumerable.Range(1, Kept).Select(n => (long)n));
        }

        readers.ShouldAllBe(reader => reader.Dropped == 0);
        _proxy.Cuts.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task WhoFollowsALogWithoutSocketsPollsIt()
    {
        _proxy.RefusesUpgrades = true;
        var job = await SubmitAsync(new(50, Hold: true));
        var seen = 0;
        var reading = Task.Run(() => ReadAsync(job.ReadLogAsync(new() { Follow = true }), _ => Interlocked.Increment(ref seen)));
        await Eventually.TrueAsync(() => Volatile.Read(ref seen) == 50 && _hub.Connection.State == LinkState.Polling);

        _more.SetResult();

        (await reading.Within()).Count.ShouldBe(51);
    }

    [Fact]
    public async Task AFollowedLogEndsWithItsJobsRemovalTheCallersTokenAndTheClient()
    {
        var job = await SubmitAsync(new(5, Hold: true));
        using var stop = new CancellationTokenSource();
        var (stopped, disposed) = (ReadAsync(job.ReadLogAsync(new() { Follow = true }, stop.Token)), ReadAsync(job.ReadLogAsync(new() { Follow = true })));
        await Eventually.TrueAsync(() => _hub.Connection.State == LinkState.Live);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => stopped.Within());
        await _hub.DisposeAsync().AsTask().Within();
        await Should.ThrowAsync<ObjectDisposedException>(() => disposed.Within());
        _more.SetResult();
    }

    private Task<JobHandle> SubmitAsync(ChattyArgs args) => _hub.SubmitAsync(new JobKind<ChattyArgs>("chatty"), args);

    private static async Task<List<LogLine>> ReadAsync(LogReader reader, Action<LogLine>? seen = null)
    {
        var lines = new List<LogLine>();
        await foreach (var line in reader)
        {
            lines.Add(line);
            seen?.Invoke(line);
        }

        return lines;
    }

    private sealed record ChattyArgs(int Lines, int PauseMs = 0, bool Hold = false);
}
