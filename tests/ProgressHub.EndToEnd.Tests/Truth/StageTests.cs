using System.Text;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Truth;

public sealed class StageTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task HubEventsAndPollShowTheSameStagesWhileTheyRunAndAtTheEnd()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("staged", async (NothingArgs _, JobContext job, CancellationToken ct) =>
        {
            await RunAsync(job, ct);
            job.Counter("done").Increment();
        }));
        var id = await host.SubmitAsync("staged");
        await using var all = new Following(host, id);

        await all.UntilAsync(snapshot => snapshot.Progress is { Stage: "Files", Fraction: 0.875, Message: "unpacking" });
        Expected(StageState.Running, 0.5, StageState.Running, 0.5).ShouldBe(Json(all.Newest[0]));
        all.Newest.Select(Json).Distinct().ShouldHaveSingleItem();
        Json(await host.ReadAsync(id)).ShouldBe(Json(all.Newest[0]));

        _gate.SetResult();
        await all.UntilAsync(snapshot => snapshot.IsFinal());
        Json(all.Newest[0]).ShouldBe(Expected(StageState.Completed, 1, StageState.Completed, 1));
        all.Newest.ShouldAllBe(snapshot => snapshot.Progress!.Fraction == 1 && snapshot.Progress.Stage == null);
        all.Texts.Distinct().ShouldHaveSingleItem().ShouldBe(Encoding.UTF8.GetString((await host.Store.FindAsync([id], default)).Single().ToUtf8Json().Span));
        all.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task AJobThatFailsInAStageShowsWhereItStood()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("staged", (NothingArgs _, JobContext job) =>
        {
            using var stage = job.Progress.Stage("Download", weight: 3);
            stage.Report(1, 4, "files", "photo-1.jpg");
            throw new DoNotRetryException("It cannot work.");
        }));

        var final = await host.UntilFinalAsync(await host.SubmitAsync("staged"));

        (final.State, final.Progress!.Stage, final.Progress.Message).ShouldBe((JobState.Failed, "Download", "photo-1.jpg"));
        final.Progress.Stages!.Single().ShouldBe(new JobStage { Name = "Download", Weight = 3, State = StageState.Running, Fraction = 0.25, Done = 1, Total = 4, Unit = "files" });
    }

    [Fact]
    [Trait("Invariant", "9 Reporting is free")]
    public async Task AJobThatReportsNonsenseGoesOnAndItsSnapshotIsRead()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("nonsense", (NothingArgs _, JobContext job) =>
        {
            for (var n = 0; n < 40; n++)
            {
                var stage = job.Progress.Stage($"\u0007\ud800{n}", double.NaN);
                stage.Report(-5, -7, "\udc00", new string('\u001b', 1 << 20));
                stage.AsPercent().Report(double.PositiveInfinity);
                stage.Stage("a").Stage("b").Stage("c").Report(9, 1);
                stage.Dispose();
                stage.Report("late");
            }
        }));

        var final = await host.UntilFinalAsync(await host.SubmitAsync("nonsense"));

        final.State.ShouldBe(JobState.Succeeded);
        final.Progress!.Stages!.Count.ShouldBe(16);
        final.Progress.Stages[0].Name.ShouldBe(" \ufffd0");
        final.Progress.Stages.ShouldAllBe(stage => stage.Fraction == 1);
    }

    private async Task RunAsync(JobContext job, CancellationToken ct)
    {
        job.Progress.Stages(("Download", 3), ("Unpack", 1));
        using (var download = job.Progress.Stage("Download"))
        {
            download.AsBytes(100).Report(60);
        }

        using var unpack = job.Progress.Stage("Unpack");
        unpack.Stages(("Files", 1));
        using var files = unpack.Stage("Files");
        files.Report(1, 2, "files", "unpacking");
        await _gate.Task.WaitAsync(ct);
    }

    private static string Expected(StageState unpack, double unpacked, StageState files, double filed) => Json(
    [
        new() { Name = "Download", Weight = 3, State = StageState.Completed, Fraction = 1, Done = 60, Total = 100, Unit = "B" },
        new() { Name = "Unpack", Weight = 1, State = unpack, Fraction = unpacked },
        new() { Name = "Files", Weight = 1, Depth = 2, State = files, Fraction = filed, Done = 1, Total = 2, Unit = "files" },
    ]);

    private static string Json(JobSnapshot job) => Json(job.Progress!.Stages!);

    private static string Json(IReadOnlyList<JobStage> stages) => JsonSerializer.Serialize(new JobProgress { Stages = stages }, ProtocolJson.TypeOf<JobProgress>());

    /// <summary>One observer on each way.</summary>
    private sealed class Following : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Ledger _ledger = new();
        private readonly List<Observer> _observers;
        private readonly List<Task> _following;

        public Following(TestHost host, JobId id)
        {
            var watchers = host.AllWays();
            _observers = [.. watchers.Select(_ => new Observer(id, _ledger))];
            _following = [.. watchers.Zip(_observers, (watcher, observer) => watcher.FollowAsync(observer, _stop.Token))];
        }

        public IReadOnlyList<JobSnapshot> Newest => [.. _observers.Select(observer => observer.Newest!)];

        public IEnumerable<string?> Texts => _observers.Select(observer => observer.NewestJson);

        public IEnumerable<string> Faults => _ledger.Faults;

        public Task UntilAsync(Func<JobSnapshot, bool> condition) =>
            Eventually.TrueAsync(() => _observers.TrueForAll(observer => observer.Newest is { } newest && condition(newest)), () => string.Join('\n', Texts));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_following);
            _stop.Dispose();
        }
    }
}
