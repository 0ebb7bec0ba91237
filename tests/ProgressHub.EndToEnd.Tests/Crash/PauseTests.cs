using System.Diagnostics;
using Xunit.Abstractions;

namespace ProgressHub.EndToEnd.Tests.Crash;

public sealed class PauseTests(ITestOutputHelper output) : IDisposable
{
    private const string ShortLease = "--Lease:Duration=00:00:05";

    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    [Trait("Invariant", "4 One outcome")]
    public async Task AProcessThatSleptPastItsLeaseStopsItsAttemptAndChangesNothing()
    {
        var path = _folder.WriteSparse(1L << 30);
        await using var sleeper = await _folder.StartAsync(ShortLease);
        var id = await HostFolder.SubmitAsync(sleeper.Http, "checksum", path);
        await HostFolder.UntilAsync(sleeper.Http, id, job => job is { State: JobState.Running, Progress.Fraction: > 0 });
        sleeper.Pause();
        await using var neighbour = await _folder.StartAnotherAsync(ShortLease);
        var second = await HostFolder.UntilAsync(neighbour.Http, id, job => job is { State: JobState.Running, Attempt: 2 });

        var woken = Stopwatch.StartNew();
        sleeper.Continue();
        await Eventually.TrueAsync(() => sleeper.Output.Contains($"The lease of job {id} is lost", StringComparison.Ordinal) || sleeper.Output.Contains("refused", StringComparison.Ordinal), () => sleeper.Output);

        output.WriteLine($"The old attempt was stopped {woken.Elapsed.TotalSeconds:0.00} s after the process went on.");
        var final = await HostFolder.UntilAsync(neighbour.Http, id, job => job.IsFinal());
        (final.State, final.Attempt).ShouldBe((JobState.Succeeded, 2));
        (final.Version >> 32).ShouldBe(second.Version >> 32, "the epoch of the second attempt is the one that counts");
        (await HostFolder.UntilAsync(sleeper.Http, id, job => job.IsFinal())).ShouldBe(final);
    }

    [Fact]
    public async Task ACancelRequestToOneProcessStopsTheJobOfAnother()
    {
        var path = _folder.WriteSparse(64L << 30);
        await using var worker = await _folder.StartAsync();
        var id = await HostFolder.SubmitAsync(worker.Http, "checksum", path);
        await HostFolder.UntilAsync(worker.Http, id, job => job is { State: JobState.Running, Progress.Fraction: > 0 });
        await using var other = await _folder.StartAnotherAsync();

        var asked = Stopwatch.StartNew();
        using var response = await other.Http.PostAsync($"api/jobs/{id}/cancel", null);

        ((int)response.StatusCode).ShouldBe(202);
        var final = await HostFolder.UntilAsync(worker.Http, id, job => job.IsFinal());
        output.WriteLine($"The job stopped {asked.Elapsed.TotalSeconds:0.00} s after the request to the other process.");
        final.State.ShouldBe(JobState.Canceled);
        (await HostFolder.UntilAsync(other.Http, id, job => job.IsFinal())).ShouldBe(final);
    }
}
