using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ProgressHub.EndToEnd.Tests.Api;
using Quartz;

namespace ProgressHub.EndToEnd.Tests.Quartz;

public sealed class WatchedExecutionTests
{
    [Fact]
    public async Task ThreeQuartzJobsAreWatchedThroughTheHubAndByPollAndOneIsCanceledThere()
    {
        await using var app = await QuartzApp.StartAsync();
        string[] names = ["import", "export", "mail"];
        foreach (var name in names)
        {
            app.Hold(name);
            await app.FireAsync(name);
        }

        var running = await Task.WhenAll(names.Select(name => app.UntilAsync($"reports.{name}", job => job.Progress?.Message == "held")));
        running.ShouldAllBe(job => job.State == JobState.Running && job.Scheduler == "quartz" && job.Attempt == 1 && job.Progress!.Fraction == 0.5);
        using var leave = new CancellationTokenSource();
        var ledger = new Ledger();
        var watched = (from job in running from way in app.Host.AllWays() select (Observer: new Observer(job.Id, ledger), Way: way)).ToList();
        var following = watched.ConvertAll(watch => watch.Way.FollowAsync(watch.Observer, leave.Token));

        (await app.Host.Http.PostAsync($"api/jobs/{running[2].Id}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var canceled = await app.Host.UntilFinalAsync(running[2].Id);
        app.LetGo("import");
        app.LetGo("export");

        (canceled.State, canceled.CancelRequested).ShouldBe((JobState.Canceled, true));
        foreach (var job in running[..2])
        {
            var final = await app.Host.UntilFinalAsync(job.Id);
            (final.State, final.Progress!.Done, final.Progress.Fraction).ShouldBe((JobState.Succeeded, 2, 1));
        }

        await Eventually.TrueAsync(() => watched.TrueForAll(watch => watch.Observer.Newest?.IsFinal() is true));
        await leave.CancelAsync();
        await Task.WhenAll(following);
        ledger.Faults.ShouldBeEmpty();
        app.Executed["mail"].ShouldBe(1);
    }

    [Fact]
    public async Task KindGroupsAndArgumentsComeFromTheJobDetail()
    {
        await using var app = await QuartzApp.StartAsync();
        await app.FireAsync("night run", "sales/eu", detail => detail
            .UsingJobData(JobDataKeys.Groups, "user:42, not/one tenant:7 all")
            .UsingJobData("path", "a.csv").UsingJobData("rows", 7));

        var job = await app.UntilAsync("sales-eu.night-run", job => job.IsFinal());

        job.Groups.ShouldBe([new("user:42"), new("tenant:7")]);
        var detail = await app.Host.Http.GetFromJsonAsync<JsonElement>($"api/jobs/{job.Id}/detail");
        detail.GetProperty("args").GetRawText().ShouldBe("""{"path":"a.csv","rows":7}""");
    }

    [Fact]
    public async Task AKindMayBeNamedAndAnExecutionKeptOut()
    {
        await using var app = await QuartzApp.StartAsync();
        await app.FireAsync("seen", detail: detail => detail.UsingJobData(JobDataKeys.Kind, "nightly").UsingJobData(JobDataKeys.Args, """{"a":[1]}"""));
        await app.FireAsync("unseen", detail: detail => detail.UsingJobData(JobDataKeys.Watch, "false"));
        await app.FireAsync("plain", JobKey.DefaultGroup);

        await app.UntilAsync("nightly", job => job.IsFinal());
        await app.UntilAsync("plain", job => job.IsFinal());
        await Eventually.TrueAsync(() => app.Executed.ContainsKey("unseen"));
        (await app.JobsAsync("reports.unseen")).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnExceptionFailsTheJobAndTheReasonIsTheOneBelowQuartzsOwn()
    {
        await using var app = await QuartzApp.StartAsync();
        app.Does["plain"] = (_, _) => throw new IOException("The line broke.");
        app.Does["wrapped"] = (_, _) => throw new JobExecutionException("Wrapped.", new InvalidDataException("No header."));
        await app.FireAsync("plain");
        await app.FireAsync("wrapped");

        var plain = await app.UntilAsync("reports.plain", job => job.IsFinal());
        (plain.State, plain.Error).ShouldBe((JobState.Failed, new JobError("System.IO.IOException", "The line broke.")));
        var wrapped = await app.UntilAsync("reports.wrapped", job => job.IsFinal());
        (wrapped.State, wrapped.Error).ShouldBe((JobState.Failed, new JobError("System.IO.InvalidDataException", "No header.")));
        await Eventually.TrueAsync(() => app.Host.Errors.Any(line => line.Contains("The line broke.", StringComparison.Ordinal)), () => "Quartz hears of it as ever.");
    }

    [Fact]
    public async Task AVetoedExecutionIsShownAsCanceled()
    {
        await using var app = await QuartzApp.StartAsync(quartz => quartz.AddTriggerListener(new Veto(_ => true), []));
        await app.FireAsync("import");

        var job = await app.UntilAsync("reports.import", job => job.IsFinal());

        (job.State, job.Error!.Type, job.Attempt, job.StartedAt).ShouldBe((JobState.Canceled, "vetoed", 0, null));
        app.Executed.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task ARefireIsTheNextAttemptOfTheSameJob()
    {
        await using var app = await QuartzApp.StartAsync();
        app.Does["import"] = (context, _) =>
        {
            context.Job().Counter("executed").Increment();
            context.Job().SaveCheckpoint(new[] { context.RefireCount });
            return context.RefireCount < 2 ? throw new JobExecutionException("Once more.") { RefireImmediately = true } : Task.CompletedTask;
        };
        await app.FireAsync("import");

        var job = await app.UntilAsync("reports.import", job => job.IsFinal());

        (job.State, job.Attempt, job.MaxAttempts, job.Counters!["executed"]).ShouldBe((JobState.Succeeded, 3, 3, 1));
        var detail = await app.Host.Http.GetFromJsonAsync<JsonElement>($"api/jobs/{job.Id}/detail");
        detail.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString()).ShouldBe(["failed", "failed", "succeeded"]);
        (await app.JobsAsync("reports.import")).Count.ShouldBe(1);
        app.Executed["import"].ShouldBe(3);
    }

    [Fact]
    public async Task ARefireThatIsVetoedEndsTheJob()
    {
        await using var app = await QuartzApp.StartAsync(quartz => quartz.AddTriggerListener(new Veto(context => context.RefireCount > 0), []));
        app.Does["import"] = (_, _) => throw new JobExecutionException("Once more.") { RefireImmediately = true };
        await app.FireAsync("import");

        var job = await app.UntilAsync("reports.import", job => job.IsFinal());

        (job.State, job.Error!.Type, job.Attempt).ShouldBe((JobState.Canceled, "vetoed", 2));
    }

    [Fact]
    public async Task ARetryIsAFiringOfItsOwnWhoseAttemptsGoOnCounting()
    {
        await using var app = await QuartzApp.StartAsync();
        app.Does["import"] = (context, _) => context.RetryAttempt == 0 ? throw new IOException("The line broke.") : Task.CompletedTask;
        await app.FireAsync("import", trigger: trigger => trigger.WithRetryPolicy(RetryPolicy.Fixed(2, TimeSpan.FromMilliseconds(100))));

        var succeeded = await app.UntilAsync("reports.import", job => job.State == JobState.Succeeded);
        var failed = await app.UntilAsync("reports.import", job => job.State == JobState.Failed);

        (failed.Attempt, failed.MaxAttempts, succeeded.Attempt, succeeded.MaxAttempts).ShouldBe((1, 3, 2, 3));
    }

    [Fact]
    public async Task AnInterruptOfQuartzsOwnIsShownAsCanceled()
    {
        await using var app = await QuartzApp.StartAsync();
        app.Hold("import");
        await app.FireAsync("import");
        var context = await app.RunningAsync("import");

        (await app.Scheduler.InterruptFireInstance(context.FireInstanceId)).ShouldBeTrue();

        (await app.UntilAsync("reports.import", job => job.IsFinal())).State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    public async Task ARetryOfAQuartzJobIsRefusedWithTheCure()
    {
        await using var app = await QuartzApp.StartAsync();
        await app.FireAsync("import");
        var job = await app.UntilAsync("reports.import", job => job.IsFinal());

        using var response = await app.Host.Http.PostAsync($"api/jobs/{job.Id}/retry", null);

        await response.ShouldBeProblemAsync("run-elsewhere", 409);
        (await app.Host.ReadAsync(job.Id)).Version.ShouldBe(job.Version);
    }

    [Fact]
    public async Task AQuartzJobHasChildrenLikeAnyJob()
    {
        await using var app = await QuartzApp.StartAsync(jobs: hub => hub.AddNothing());
        app.Does["import"] = async (context, ct) => await context.Job().EnqueueChildAsync("nothing", new NothingArgs(), ct: ct);
        await app.FireAsync("import");

        var job = await app.UntilAsync("reports.import", job => job.IsFinal());

        (job.State, job.Children!.Succeeded).ShouldBe((JobState.Succeeded, 1));
    }

    private sealed class Veto(Func<IJobExecutionContext, bool> vetoes) : ITriggerListener
    {
        public string Name => "veto";

        public ValueTask<bool> VetoJobExecution(ITrigger trigger, IJobExecutionContext context, CancellationToken cancellationToken = default) => new(vetoes(context));
    }
}
