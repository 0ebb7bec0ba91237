using Quartz;

namespace ProgressHub.EndToEnd.Tests.Quartz;

public sealed class EnqueueJobTests
{
    private static readonly JobKind<NothingArgs> Nothing = new("nothing");

    [Fact]
    public async Task AQuartzScheduleEnqueuesAJob()
    {
        await using var app = await QuartzApp.StartAsync(jobs: hub => hub.AddNothing());
        var data = EnqueueJob.Data(Nothing, new NothingArgs(), new() { Groups = [new("nightly")], Priority = 5, MaxAttempts = 2, ConcurrencyKey = "tenant:42" });
        await app.FireAsync<EnqueueJob>("nightly", "plans", detail => detail.UsingJobData(data));

        var job = await app.UntilAsync("nothing", job => job.IsFinal());

        (job.State, job.Priority, job.MaxAttempts, job.ConcurrencyKey, job.Scheduler).ShouldBe((JobState.Succeeded, 5, 2, "tenant:42", null));
        job.Groups.ShouldBe([new GroupName("nightly")]);
        (await app.JobsAsync("plans.nightly")).ShouldBeEmpty("what it enqueues is shown, not that it does");
    }

    [Fact]
    public async Task AFiringThatIsRecoveredDoublesNothing()
    {
        await using var app = await QuartzApp.StartAsync(jobs: hub => hub.AddNothing());
        var detail = JobBuilder.Create<EnqueueJob>().WithIdentity("nightly").UsingJobData(EnqueueJob.Data(Nothing, new NothingArgs())).RequestRecovery().Build();
        var at = new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
        var trigger = TriggerBuilder.Create().WithIdentity("at-three").StartAt(at).Build();
        // As Quartz makes it after a crash: another trigger, for the fire time of the first.
        var recovery = TriggerBuilder.Create().WithIdentity("recover_1", SchedulerConstants.DefaultRecoveryGroup).StartAt(at)
            .UsingJobData(SchedulerConstants.FailedJobOriginalTriggerName, "at-three")
            .UsingJobData(SchedulerConstants.FailedJobOriginalTriggerGroup, TriggerKey.DefaultGroup).Build();

        await ExecuteAsync(app, detail, trigger, at, recovering: false);
        await ExecuteAsync(app, detail, recovery, at, recovering: true);
        (await app.JobsAsync("nothing")).Count.ShouldBe(1);

        await ExecuteAsync(app, detail, trigger, at.AddDays(1), recovering: false);
        (await app.JobsAsync("nothing")).Count.ShouldBe(2, "the next fire time has a job of its own");
    }

    [Fact]
    public async Task AFiringThatIsRepeatedWithOtherDataHasHadItsJob()
    {
        await using var app = await QuartzApp.StartAsync(jobs: hub => hub.AddNothing());
        var trigger = TriggerBuilder.Create().WithIdentity("at-three").Build();
        var at = new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
        foreach (var priority in (int[])[1, 2])
        {
            var data = EnqueueJob.Data(Nothing, new NothingArgs(), new() { Priority = priority });
            await ExecuteAsync(app, JobBuilder.Create<EnqueueJob>().WithIdentity("nightly").UsingJobData(data).Build(), trigger, at, recovering: false);
        }

        (await app.JobsAsync("nothing")).ShouldHaveSingleItem().Priority.ShouldBe(1);
    }

    [Theory]
    [InlineData(JobDataKeys.Kind, "nobody", "unknown-kind")]
    [InlineData(JobDataKeys.Priority, "high", "invalid-request")]
    [InlineData(JobDataKeys.Timeout, "soon", "invalid-request")]
    [InlineData(JobDataKeys.Args, "{", "invalid-request")]
    [InlineData(JobDataKeys.Groups, "a/b", "invalid-request")]
    public async Task JobDataThatDoesNotFitIsRefusedWithTheKeyAtFault(string key, string value, string code)
    {
        await using var app = await QuartzApp.StartAsync(jobs: hub => hub.AddNothing());
        var data = EnqueueJob.Data("nothing", new { });
        data[key] = value;
        var detail = JobBuilder.Create<EnqueueJob>().WithIdentity("nightly").UsingJobData(data).Build();

        var refused = await Should.ThrowAsync<JobRefusedException>(ExecuteAsync(app, detail, TriggerBuilder.Create().Build(), DateTimeOffset.UnixEpoch, recovering: false));

        refused.Code.ShouldBe(code);
    }

    [Fact]
    public void AScheduleTakesNoOptionsThatItCannotKeep() =>
        Should.Throw<ArgumentException>(() => EnqueueJob.Data("nothing", new { }, new() { IdempotencyKey = "mine" })).Message.ShouldContain("Leave the other options away.");

    private static async Task ExecuteAsync(QuartzApp app, IJobDetail detail, ITrigger trigger, DateTimeOffset scheduled, bool recovering)
    {
        var job = new EnqueueJob(app.Host.Queue);
        var context = global::Quartz.Extensibility.JobExecutionContextBuilder.For(job).WithJob(detail).WithTrigger(trigger).WithScheduler(app.Scheduler)
            .FiredAt(scheduled.AddSeconds(recovering ? 90 : 0), scheduled).Recovering(recovering).Build();
        await job.Execute(context, CancellationToken.None);
    }
}
