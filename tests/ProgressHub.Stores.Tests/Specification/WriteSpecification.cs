using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class WriteSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task ProgressIsKeptWhole()
    {
        var running = await StartAsync(Job(groups: ["g"]));
        var told = running with
        {
            Version = running.Version + 7,
            ReportedAt = Time.GetUtcNow(),
            Counters = new Dictionary<string, long> { ["imported"] = 5, ["rejected"] = 1 },
            Progress = new JobProgress
            {
                Fraction = 0.25, Done = 5, Total = 20, Unit = "rows", Message = "größer \"quoted\"", Stage = "read", RatePerSecond = 1.5, EtaSeconds = 10,
                Stages = [new JobStage { Name = "read", Weight = 1, Fraction = 0.5 }],
            },
        };

        var stored = await WriteAsync(told);

        Json(stored.ShouldNotBeNull()).ShouldBe(Json(told));
        Json(await ReadAsync(told.Id)).ShouldBe(Json(told));
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task AnOlderEpochIsRefused()
    {
        var first = await StartAsync();
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);
        var second = await ClaimOneAsync();

        (await WriteAsync(Progressed(first, 50))).ShouldBeNull();
        (await WriteAsync(Ended(first))).ShouldBeNull();

        Json(await ReadAsync(first.Id)).ShouldBe(Json(second));
        (await WriteAsync(Ended(second))).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task AJobThatDoesNotRunTakesNoWrites()
    {
        var job = Job();
        await EnqueueAsync(job);

        (await WriteAsync(job.Snapshot with { State = JobState.Running, Version = 2 })).ShouldBeNull();
        (await WriteAsync(Job().Snapshot with { State = JobState.Running, Version = 2 })).ShouldBeNull();
    }

    [Theory]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    [Trait("Invariant", "4 One outcome")]
    public async Task AFinalStateNeverChanges(JobState state)
    {
        var running = await StartAsync();
        var ended = await WriteAsync(Ended(running, state) with { Error = state == JobState.Failed ? new JobError("T", "m") : null });

        foreach (var other in new[] { JobState.Running, JobState.Queued, JobState.Succeeded, JobState.Failed, JobState.Canceled })
        {
            (await WriteAsync(running with { State = other, Version = running.Version + 9 })).ShouldBeNull();
        }

        (await Store.CancelAsync(running.Id, default))!.Changed.ShouldBeFalse();
        Time.Advance(TimeSpan.FromDays(1));
        (await Store.TendAsync(default)).ShouldBeEmpty();
        Json(await ReadAsync(running.Id)).ShouldBe(Json(ended!));
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task ProgressThatCameLateIsOldNews()
    {
        var running = await StartAsync();
        var newer = await WriteAsync(Progressed(running, 60) with { Version = running.Version + 5 });

        var answer = await WriteAsync(Progressed(running, 40) with { Version = running.Version + 4 });

        Json(answer!).ShouldBe(Json(newer!));
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AnEndThatWasNumberedLateStillCounts()
    {
        var running = await StartAsync();
        await WriteAsync(Progressed(running, 60) with { Version = running.Version + 5 });

        var ended = await WriteAsync(Ended(running));

        ended!.State.ShouldBe(JobState.Succeeded);
        ended.Version.ShouldBe(running.Version + 6);
    }

    [Fact]
    public async Task AFinalJobTellsWhenItEnded()
    {
        var running = await StartAsync();

        var ended = await WriteAsync(running with { State = JobState.Succeeded, Version = running.Version + 1 });

        ended!.FinalizedAt.ShouldBe(Time.GetUtcNow());
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    [InlineData(256 * 1024, false)]
    public async Task AResultStandsInTheSnapshotIfItIsSmall(int length, bool inline)
    {
        var running = await StartAsync();
        var result = $"\"{new string('r', length - 2)}\"";

        await WriteAsync(Ended(running), result);

        var stored = await ReadAsync(running.Id);
        stored.ResultBytes.ShouldBe(inline ? null : length);
        stored.Result.HasValue.ShouldBe(inline);
        stored.Result?.GetRawText().ShouldBe(result);
        Text(await Store.ReadResultAsync(running.Id, default)).ShouldBe(result);
    }

    [Fact]
    public async Task AResultOfAnAttemptThatDidNotSucceedIsNotKept()
    {
        var running = await StartAsync();

        await WriteAsync(Ended(running, JobState.Failed), "1");

        (await Store.ReadResultAsync(running.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task AFailedAttemptComesBackWhenItIsDue()
    {
        var running = await StartAsync();
        var later = await WriteAsync(running with
        {
            State = JobState.Scheduled,
            Version = running.Version + 1,
            DueAt = Time.GetUtcNow() + TimeSpan.FromSeconds(5),
            Error = new JobError("System.IO.IOException", "disk on fire"),
        });
        later!.State.ShouldBe(JobState.Scheduled);
        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();

        Time.Advance(TimeSpan.FromSeconds(5));

        var again = await ClaimOneAsync();
        again.Attempt.ShouldBe(2);
        again.Error.ShouldBe(later.Error);
        Epoch(again).ShouldBe(2);
    }

    [Fact]
    public async Task ABatchOfWritesIsAnsweredOneByOne()
    {
        await Store.EnqueueAsync([Job(), Job(), Job()], default);
        var jobs = (await Store.ClaimAsync(Request(3), default)).Jobs.Select(j => j.Snapshot).ToArray();
        await WriteAsync(Ended(jobs[1]));

        var answers = await Store.WriteAsync(jobs.Select(j => new AttemptWrite(Ended(j, JobState.Failed))).ToArray(), default);

        answers.Select(a => a?.State).ShouldBe([JobState.Failed, null, JobState.Failed]);
    }
}
