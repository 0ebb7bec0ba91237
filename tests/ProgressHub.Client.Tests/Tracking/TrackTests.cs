using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Client.Tests.Tracking;

/// <summary>Work of this program as a job of a real server.</summary>
public sealed class TrackTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestHost _host = null!;
    private TcpProxy _proxy = null!;
    private ProgressHubClient _hub = null!;
    private JobId? _id;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(hub => hub.AddNothing(), options => options.Limits.ResultBytes = 1024);
        _proxy = new(_host.Address);
        _hub = new(_proxy.Address);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync().AsTask().Within();
        await _proxy.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task WorkIsSeenWithAllItSaysAndSucceedsWithItsResult()
    {
        var tracking = _hub.TrackAsync("render", async (job, ct) =>
        {
            _id = job.Id;
            job.Stages(("load", 1), ("draw", 3));
            using (job.Stage("load"))
            {
                job.Log(LogLevel.Warning, "an old file \ud83d");
            }

            var draw = job.Stage("draw");
            draw.Report(5, 10, "frames", "frame 5");
            job.Counter("tiles").Increment(7);
            await _goOn.Task.WaitAsync(ct);
            foreach (var _ in draw.Track(Enumerable.Range(1, 10), unit: "frames"))
            {
            }

            draw.Dispose();
            return new Picture(640);
        }, new() { Groups = [new("team:film")], Args = JsonElement.Parse("""{"scene":1}"""u8), Priority = 4 });
        await Eventually.TrueAsync(() => _id is not null);

        var job = await _host.UntilAsync(_id!.Value, job => job.Progress?.Message == "frame 5" && job.Counters is not null);
        (job.State, job.Attempt, job.External, job.Kind, job.Priority).ShouldBe((JobState.Running, 1, true, "render", 4));
        job.Groups.ShouldBe([new("team:film")]);
        job.Progress!.Stage.ShouldBe("draw");
        job.Progress.Fraction.ShouldBe(0.625);
        job.Progress.Stages!.Select(stage => (stage.Name, stage.State, stage.Weight)).ShouldBe([("load", StageState.Completed, 1), ("draw", StageState.Running, 3)]);
        job.Counters!["tiles"].ShouldBe(7);
        _goOn.SetResult();

        (await tracking.Within()).Width.ShouldBe(640);
        var end = await _host.ReadAsync(job.Id);
        (end.State, end.Progress!.Fraction, end.Result!.Value.GetProperty("width").GetInt32()).ShouldBe((JobState.Succeeded, 1, 640));
        var line = await _hub.ReadLogAsync(job.Id).GetAsyncEnumerator().NextAsync();
        (line.Level, line.Text).ShouldBe(("Warning", "an old file \ufffd"));
    }

    [Fact]
    public async Task WorkThatThrowsFailsAndShowsWhereItStopped()
    {
        var fault = await Should.ThrowAsync<InvalidDataException>(() => _hub.TrackAsync("render", (job, _) =>
        {
            _id = job.Id;
            using var stage = job.Stage("load");
            job.AsPercent().Report(42.5);
            throw new InvalidDataException("The file is torn.");
        }).Within());
        var told = await Should.ThrowAsync<WorkFailedException>(() => _hub.TrackAsync("render", (_, _) => throw new WorkFailedException("exit-code", "It ended with 7.")).Within());

        fault.Message.ShouldBe("The file is torn.");
        told.Type.ShouldBe("exit-code");
        var job = await _host.ReadAsync(_id!.Value);
        (job.State, job.Error).ShouldBe((JobState.Failed, new JobError("System.IO.InvalidDataException", "The file is torn.")));
        var failed = new List<JobSnapshot>();
        await foreach (var one in _hub.ListAsync(new() { States = [JobState.Failed] }))
        {
            failed.Add(one);
        }

        failed.ShouldContain(one => one.Error == new JobError("exit-code", "It ended with 7."));
    }

    [Fact]
    public async Task ACancelRequestFiresTheTokenOfTheWork()
    {
        var tracking = _hub.TrackAsync("render", async (job, ct) =>
        {
            _id = job.Id;
            await Task.Delay(Timeout.Infinite, ct);
        });
        await Eventually.TrueAsync(() => _id is not null);
        await _host.UntilAsync(_id!.Value, job => job.State == JobState.Running);
        using var asked = await _host.Http.PostAsync($"api/jobs/{_id}/cancel", null);

        (await Should.ThrowAsync<JobCanceledException>(() => tracking.Within())).Job.State.ShouldBe(JobState.Canceled);
        (await _host.ReadAsync(_id.Value)).State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    public async Task ACallerWhoStopsTheWorkLeavesAFailedJobBehind()
    {
        using var stop = new CancellationTokenSource();
        var tracking = _hub.TrackAsync("render", async (job, ct) =>
        {
            _id = job.Id;
            await Task.Delay(Timeout.Infinite, ct);
        }, ct: stop.Token);
        await Eventually.TrueAsync(() => _id is not null);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => tracking.Within());
        (await _host.ReadAsync(_id!.Value)).State.ShouldBe(JobState.Failed);
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task WorkGoesOnWhileTheServerIsAwayAndItsNewestReportAndEveryLineArrive()
    {
        var worked = 0;
        var tracking = _hub.TrackAsync("render", async (job, ct) =>
        {
            _id = job.Id;
            for (var n = 1; n <= 150; n++)
            {
                job.Report(n, 150, "frames");
                job.Log(LogLevel.Information, $"frame {n}");
                Interlocked.Increment(ref worked);
                await Task.Delay(5, ct);
            }

            await _goOn.Task.WaitAsync(ct);
        }, new() { ReportInterval = TimeSpan.FromMilliseconds(20) });
        await Eventually.TrueAsync(() => Volatile.Read(ref worked) > 20);
        _proxy.RefusesAll = true;
        _proxy.CutAll();
        await Eventually.TrueAsync(() => Volatile.Read(ref worked) == 150 || tracking.IsCompleted);
        tracking.IsCompleted.ShouldBeFalse(tracking.Exception?.ToString());
        (await _host.ReadAsync(_id!.Value)).Progress?.Done.ShouldNotBe(150);

        _proxy.RefusesAll = false;

        await _host.UntilAsync(_id.Value, job => job.Progress?.Done == 150);
        _proxy.CutWithin = TimeSpan.FromMilliseconds(200);
        _proxy.CutAll();
        _goOn.SetResult();
        await tracking.Within();
        _proxy.CutWithin = null;
        (await _host.ReadAsync(_id.Value)).State.ShouldBe(JobState.Succeeded);
        var lines = new List<string>();
        await foreach (var line in _hub.ReadLogAsync(_id.Value))
        {
            lines.Add(line.Text);
        }

        lines.ShouldBe(Enumerable.Range(1, 150).Select(n => $"frame {n}"));
    }

    [Fact]
    public async Task AResultThatIsTooLargeFailsTheJobAndIsTold()
    {
        var fault = await Should.ThrowAsync<ProgressHubException>(() => _hub.TrackAsync("render", (job, _) =>
        {
            _id = job.Id;
            return Task.FromResult(new string('x', 2000));
        }).Within());

        fault.Code.ShouldBe("too-large");
        (await _host.ReadAsync(_id!.Value)).Error!.Type.ShouldBe("too-large");
    }

    [Fact]
    public async Task OptionsThatCannotBeAreRefusedBeforeTheSubmit()
    {
        await Should.ThrowAsync<ArgumentException>(() => _hub.TrackAsync("render", (_, _) => Task.CompletedTask, new() { Lease = TimeSpan.FromSeconds(1) }));
        await Should.ThrowAsync<ArgumentException>(() => _hub.TrackAsync("render", (_, _) => Task.CompletedTask, new() { ReportInterval = TimeSpan.Zero }));
    }

    private sealed record Picture(int Width);
}
