using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class DetailTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        _holds.AddTo(hub);
        hub.AddJob("second-time", (NothingArgs _, JobContext job) =>
        {
            job.Progress.Report(job.Attempt, 2, "tries");
            if (job.Attempt == 1)
            {
                throw new IOException("The first time never works.");
            }
        }, options => options.Retry = JobRetry.Exponential(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ADetailTellsTheArgumentsAndEveryAttempt()
    {
        var id = await _host.SubmitAsync("second-time");
        var final = await _host.UntilFinalAsync(id);

        var detail = await DetailAsync(id);

        detail.Job.ShouldBe(final);
        detail.Args.GetRawText().ShouldBe("{}");
        detail.Attempts.Select(a => (a.Attempt, a.Outcome)).ShouldBe([(1, AttemptOutcome.Failed), (2, AttemptOutcome.Succeeded)]);
        detail.Attempts[0].Error.ShouldBe(new JobError("System.IO.IOException", "The first time never works."));
        detail.Attempts.Select(a => a.Progress!.Done).ShouldBe([1, 2]);
        detail.Attempts[1].StartedAt.ShouldBeGreaterThanOrEqualTo(detail.Attempts[0].EndedAt!.Value);
    }

    [Fact]
    public async Task TheAttemptThatRunsShowsWhatItJustReported()
    {
        var id = await _host.SubmitAsync("hold", new { message = "a secret" });
        var context = await _holds.RunningAsync(id);
        context.Progress.Report(1, 2, "steps", "just now");

        var detail = await DetailAsync(id);

        detail.Args.GetProperty("message").GetString().ShouldBe("a secret");
        var attempt = detail.Attempts.ShouldHaveSingleItem();
        (attempt.Outcome, attempt.EndedAt, attempt.Progress!.Message).ShouldBe((null, null, "just now"));
    }

    [Fact]
    public async Task ARetryKeepsTheAttemptsBeforeIt()
    {
        var id = await _host.SubmitAsync("second-time");
        await _host.UntilFinalAsync(id);
        using var retry = await _host.PostAsync($"api/jobs/{id}/retry");
        await _host.UntilFinalAsync(id);

        (await DetailAsync(id)).Attempts.Select(a => (a.Attempt, a.Outcome)).ShouldBe(
            [(1, AttemptOutcome.Failed), (2, AttemptOutcome.Succeeded), (1, AttemptOutcome.Failed), (2, AttemptOutcome.Succeeded)]);
    }

    [Fact]
    public async Task AJobThatIsNotThereHasNoDetail()
    {
        using var response = await _host.GetAsync($"api/jobs/{JobId.New(DateTimeOffset.UtcNow)}/detail");

        await response.ShouldBeProblemAsync("job-not-found", 404);
    }

    private async Task<JobDetail> DetailAsync(JobId id)
    {
        using var response = await _host.GetAsync($"api/jobs/{id}/detail");
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ProtocolJson.TypeOf<JobDetail>())!;
    }
}
