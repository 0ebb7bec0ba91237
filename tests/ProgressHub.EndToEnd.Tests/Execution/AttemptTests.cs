using System.Collections.Concurrent;
using ProgressHub.EndToEnd.Tests.Api;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Execution;

public sealed class AttemptTests
{
    private sealed record Place(long Row);

    [Fact]
    public async Task AnAttemptThatTakesTooLongHasFailedAndTheNextOneRuns()
    {
        var reasons = new ConcurrentQueue<StopReason>();
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("slow", async (NothingArgs _, JobContext job, CancellationToken ct) =>
        {
            if (job.Attempt == 1)
            {
                await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => reasons.Enqueue(job.StopReason), TaskScheduler.Default);
                ct.ThrowIfCancellationRequested();
            }
        }, kind => kind.Retry = JobRetry.Exponential(TimeSpan.Zero, TimeSpan.Zero)));

        var id = await host.Queue.EnqueueAsync("slow", new NothingArgs(), new() { Timeout = TimeSpan.FromSeconds(1) });

        var final = await host.UntilFinalAsync(id);
        (final.State, final.Attempt).ShouldBe((JobState.Succeeded, 2));
        reasons.ShouldBe([StopReason.TimedOut]);
    }

    [Fact]
    public async Task AJobWhoseLastAttemptTookTooLongSaysSo()
    {
        await using var host = await TestHost.StartAsync(
            hub => hub.AddJob("slow", async (NothingArgs _, CancellationToken ct) => await Task.Delay(Timeout.Infinite, ct), kind => kind.MaxAttempts = 1),
            options => options.Jobs.Timeout = TimeSpan.FromSeconds(1));

        var final = await host.UntilFinalAsync(await host.SubmitAsync("slow"));

        final.State.ShouldBe(JobState.Failed);
        final.Error.ShouldBe(new JobError("timed-out", "The attempt took longer than 1 s. Give it a longer timeout, or smaller work."));
    }

    [Fact]
    public async Task AnAttemptMaySayWhenTheNextOneIsWorthTrying()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("busy", (NothingArgs _) => { throw new RetryLaterException(TimeSpan.FromDays(2), "The scanner is in use."); }));

        var job = await host.UntilAsync(await host.SubmitAsync("busy"), job => job.State is JobState.Scheduled);

        (job.DueAt!.Value - job.StartedAt!.Value).ShouldBeInRange(TimeSpan.FromDays(2), TimeSpan.FromDays(2.1));
        job.Error!.Message.ShouldBe("The scanner is in use.");
    }

    [Fact]
    public async Task ANewAttemptGoesOnWhereTheLastOneStopped()
    {
        var from = new ConcurrentQueue<long?>();
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("import", (NothingArgs _, JobContext job) =>
        {
            from.Enqueue(job.Checkpoint<Place>()?.Row);
            job.SaveCheckpoint(new Place(job.Attempt * 100));
            if (job.Attempt < 3)
            {
                throw new IOException("The line broke.");
            }
        }, kind => kind.Retry = JobRetry.Exponential(TimeSpan.Zero, TimeSpan.Zero)));

        var id = await host.SubmitAsync("import");
        (await host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);

        from.ShouldBe([null, 100, 200]);
        (await host.Queue.RetryAsync(id))!.Changed.ShouldBeTrue();
        await Eventually.TrueAsync(() => from.Count == 6);
        from.Skip(3).ShouldBe([null, 100, 200], "a success leaves nothing to go on from");
    }

    /// <summary>Each would cost its end statements of its own.</summary>
    [Fact]
    public async Task OnlyWhoeverSavedACheckpointHasOneRemovedAtItsEnd()
    {
        var checkpoints = new ConcurrentQueue<ReadOnlyMemory<byte>?>();
        var store = new StoreBetween(new MemoryJobStore(TimeProvider.System))
        {
            BeforeWrite = writes =>
            {
                writes.Where(write => write.Snapshot.State is JobState.Succeeded).ToList().ForEach(write => checkpoints.Enqueue(write.Checkpoint));
                return Task.CompletedTask;
            },
        };
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing().AddJob("import", (NothingArgs _, JobContext job) => job.SaveCheckpoint(new Place(1))), store: store);

        await host.UntilFinalAsync(await host.SubmitAsync("nothing"));
        await host.UntilFinalAsync(await host.SubmitAsync("import"));

        checkpoints.Select(checkpoint => checkpoint?.Length).ShouldBe([null, 0]);
    }

    [Fact]
    public async Task ACheckpointThatIsTooLargeIsRefusedAndTheOneBeforeStays()
    {
        var kept = new TaskCompletionSource<(string Message, Place? Place)>();
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("large", (NothingArgs _, JobContext job) =>
        {
            job.SaveCheckpoint(new Place(1));
            var fault = Should.Throw<ArgumentException>(() => job.SaveCheckpoint(new string('x', 70_000)));
            kept.SetResult((fault.Message, job.Checkpoint<Place>()));
        }));

        await host.UntilFinalAsync(await host.SubmitAsync("large"));

        var (message, place) = await kept.Task;
        message.ShouldStartWith("The checkpoint has 70002 bytes; at most 65536 are kept.");
        place.ShouldBe(new Place(1));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "cancel of its own", "System.OperationCanceledException" },
        { "nothing to read", typeof(UnreadableException).FullName! },
        { "many", "System.AggregateException" },
        { "out of memory", "System.OutOfMemoryException" },
        { "half a surrogate", "System.IO.IOException" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Invariant", "4 One outcome")]
    public async Task WhateverAJobThrowsItHasFailedAndTheNextOneRuns(string what, string type)
    {
        await using var host = await TestHost.StartAsync(
            hub => hub.AddNothing().AddJob("throwing", (NothingArgs _) => { throw Fault(what); }, kind => kind.MaxAttempts = 1),
            options => options.Jobs.Concurrency = 1);

        var final = await host.UntilFinalAsync(await host.SubmitAsync("throwing"));

        (final.State, final.Error!.Type).ShouldBe((JobState.Failed, type));
        final.Error.Message.ShouldNotBeEmpty();
        (await host.UntilFinalAsync(await host.SubmitAsync("nothing"))).State.ShouldBe(JobState.Succeeded);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(2_592_001)]
    public async Task ATimeoutOutOfRangeIsRefused(double seconds)
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());
        using var response = await host.SubmitTextAsync($$"""{"kind":"nothing","timeoutSeconds":{{seconds}}}""");

        var problem = await response.ShouldBeProblemAsync("invalid-request", 400);
        problem.GetProperty("errors").TryGetProperty("timeoutSeconds", out _).ShouldBeTrue();
    }

    // With one slot the store's refusal of its progress tells the attempt; with two the job comes here again first.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Invariant", "5 Fencing")]
    public async Task AnAttemptThatHasLostItsJobIsStoppedAndTheLogSaysSoOnce(int slots)
    {
        var reasons = new ConcurrentQueue<StopReason>();
        await using var host = await TestHost.StartAsync(
            hub => hub.AddJob("busy", async (NothingArgs _, JobContext job, CancellationToken ct) =>
            {
                for (var n = 1; !ct.IsCancellationRequested && job.Attempt == 1; n++)
                {
                    job.Progress.Report(n);
                    await Task.Delay(10, CancellationToken.None);
                }

                reasons.Enqueue(job.StopReason);
                ct.ThrowIfCancellationRequested();
            }),
            options => options.Jobs.Concurrency = slots);
        var id = await host.SubmitAsync("busy");
        var running = await host.UntilAsync(id, job => job is { State: JobState.Running, Progress.Done: > 0 });

        // As if another node had found its lease at the end.
        (await host.Store.WriteAsync([new(running with { State = JobState.Queued, Node = null })], CancellationToken.None)).Single()!.State.ShouldBe(JobState.Queued);

        (await host.UntilFinalAsync(id)).ShouldSatisfyAllConditions(job => job.State.ShouldBe(JobState.Succeeded), job => job.Attempt.ShouldBe(2));
        await Eventually.TrueAsync(() => reasons.Count == 2);
        reasons.ShouldBe([StopReason.LeaseLost, StopReason.None], ignoreOrder: true);
        host.Warnings.ShouldHaveSingleItem().ShouldContain($"The lease of job {id} is lost");
    }

    private static Exception Fault(string what) => what switch
    {
        "cancel of its own" => new OperationCanceledException(),
        "nothing to read" => new UnreadableException(),
        "many" => new AggregateException(new IOException("one"), new UnreadableException()),
#pragma warning disable CA2201 // a job may well run out of memory
        "out of memory" => new OutOfMemoryException(),
#pragma warning restore CA2201
        _ => new IOException("half \ud83d of it"),
    };

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("No.");

        public override string ToString() => throw new InvalidOperationException("No.");
    }
}
