using System.Net;

namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class CommandTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            hub.AddNothing().AddBroken();
            _holds.AddTo(hub);
        },
        options => options.Jobs.Concurrency = 4);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task AJobThatWaitsIsCanceledAtOnce()
    {
        using var submitted = await _host.SubmitTextAsync("""{"kind":"nothing","dueAt":"2999-01-01T00:00:00Z"}""");

        using var response = await _host.PostAsync($"{submitted.Headers.Location!.OriginalString}/cancel");

        response.ShouldBe(HttpStatusCode.OK);
        var job = await response.JobAsync();
        job.State.ShouldBe(JobState.Canceled);
        job.FinalizedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task ARunningJobIsAskedToStopAndStops()
    {
        var id = await HeldAsync();

        using var response = await _host.PostAsync($"api/jobs/{id}/cancel");

        ((int)response.StatusCode).ShouldBeOneOf(200, 202);
        (await response.JobAsync()).CancelRequested.ShouldBe(true);
        (await _host.UntilFinalAsync(id)).State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task AFinalJobStaysAsItIsWhenItIsCanceled()
    {
        var id = await _host.SubmitAsync("nothing");
        var final = await _host.UntilFinalAsync(id);

        using var response = await _host.PostAsync($"api/jobs/{id}/cancel");

        response.ShouldBe(HttpStatusCode.OK);
        (await response.JobAsync()).ShouldBe(final);
    }

    [Fact]
    public async Task ACancelFromTheFirstMomentOfAJobIsNeverLost()
    {
        // The request may meet the job queued, claimed, or running; a second of grace for each would be felt by a person.
        var ids = new List<JobId>();
        for (var round = 0; round < 300; round++)
        {
            var id = await _host.Queue.EnqueueAsync("hold", new HoldArgs());
            await _host.Queue.CancelAsync(id);
            ids.Add(id);
        }

        var began = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(async () => (await _host.Store.FindAsync(ids, default)).All(job => job.State is JobState.Canceled));
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(9), "a lease renewal found what the request had missed");
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task ARetryRunsAFinalJobAgainWithTheNextEpoch()
    {
        var id = await _host.SubmitAsync("broken");
        var first = await _host.UntilFinalAsync(id);

        using var response = await _host.PostAsync($"api/jobs/{id}/retry");

        response.ShouldBe(HttpStatusCode.Accepted);
        var retried = await response.JobAsync();
        (retried.Version >> 32).ShouldBeGreaterThan(first.Version >> 32);
        retried.FinalizedAt.ShouldBeNull();
        var second = await _host.UntilAsync(id, job => job.IsFinal() && job.Version > retried.Version);
        second.State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task AJobThatIsNotFinalIsNeitherRetriedNorRemoved()
    {
        var id = await HeldAsync();

        using var retry = await _host.PostAsync($"api/jobs/{id}/retry");
        await retry.ShouldBeProblemAsync("job-not-final", 409);
        using var remove = await _host.SendAsync(HttpMethod.Delete, $"api/jobs/{id}");
        await remove.ShouldBeProblemAsync("job-not-final", 409);
        (await _host.ReadAsync(id)).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task ARemovedJobIsGone()
    {
        var id = await _host.SubmitAsync("nothing");
        await _host.UntilFinalAsync(id);

        using var removed = await _host.SendAsync(HttpMethod.Delete, $"api/jobs/{id}");
        using var read = await _host.GetAsync($"api/jobs/{id}");
        using var again = await _host.SendAsync(HttpMethod.Delete, $"api/jobs/{id}");

        removed.ShouldBe(HttpStatusCode.NoContent);
        await read.ShouldBeProblemAsync("job-not-found", 404);
        await again.ShouldBeProblemAsync("job-not-found", 404);
    }

    private async Task<JobId> HeldAsync()
    {
        var id = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(id);
        return id;
    }
}
