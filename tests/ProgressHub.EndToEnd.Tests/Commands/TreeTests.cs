namespace ProgressHub.EndToEnd.Tests.Commands;

/// <summary>Whichever way a program hides what it starts: when its attempt has ended, nothing of it is left.</summary>
public sealed class TreeTests
{
    private readonly string _seconds = ProcessList.UniqueSeconds();

    [Fact]
    public async Task GrandchildrenThatIgnoreTheRequestToEndAreEndedByForce()
    {
        await using var host = await StartAsync("trap '' TERM; (trap '' TERM; sleep $1 & sleep $1 & sleep $1; sleep $1) & echo 50%; sleep $1; sleep $1", "\"killAfter\":\"00:00:00.200\"");

        await ShouldLeaveNothingAsync(host, processes: 6);
    }

    [Fact]
    public async Task DaemonsOfOtherSessionsAndChildrenWithoutTheirEnvironmentAreFound()
    {
        await using var host = await StartAsync("setsid -f sleep $1; (env -i sleep $1 &); setsid env -i sleep $1 & echo 50%; sleep $1; true");

        await ShouldLeaveNothingAsync(host, processes: 5);
    }

    [Fact]
    public async Task AProgramThatWasStoppedIsEndedAsWell()
    {
        await using var host = await StartAsync("sh -c 'kill -STOP $$; sleep 1' sh $1 & sleep $1 & echo 50%; wait");

        await ShouldLeaveNothingAsync(host, processes: 3);
    }

    [Fact]
    public async Task WhatAProgramLeavesBehindEndsWithIt()
    {
        await using var host = await StartAsync("setsid -f sleep $1; sleep $1 & echo 50%; exit 0");

        var final = await host.UntilFinalAsync(await host.SubmitAsync("work", new { seconds = _seconds }));

        final.State.ShouldBe(JobState.Succeeded);
        ProcessList.With(_seconds).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnAttemptThatTakesTooLongLeavesNothing()
    {
        await using var host = await StartAsync("sleep $1 & echo 50%; sleep $1", "\"timeout\":\"00:00:01\",\"maxAttempts\":1");

        var final = await host.UntilFinalAsync(await host.SubmitAsync("work", new { seconds = _seconds }));

        (final.State, final.Error?.Type).ShouldBe((JobState.Failed, "timed-out"));
        ProcessList.With(_seconds).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "12 Shutdown drains")]
    public async Task ANodeThatStopsLeavesNothingAndGivesTheJobBack()
    {
        await using var host = await StartAsync("trap '' TERM; sleep $1 & echo 50%; sleep $1; sleep $1", "\"killAfter\":\"00:10:00\"");
        var id = await host.SubmitAsync("work", new { seconds = _seconds });
        await host.UntilHalfDoneAsync(id);

        await host.StopAsync();

        ProcessList.With(_seconds).ShouldBeEmpty();
        (await host.Store.FindAsync([id], CancellationToken.None)).Single().State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task AProgramIsAskedFirstAndMayTidyUp()
    {
        var folder = Directory.CreateTempSubdirectory("progresshub-").FullName;
        try
        {
            await using var host = await StartAsync("trap 'touch tidy; exit 0' TERM; sleep $1 & echo 50%; wait", $"\"workingDirectory\":\"{folder}\"");

            await ShouldLeaveNothingAsync(host, processes: 2);

            File.Exists(Path.Join(folder, "tidy")).ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<TestHost> StartAsync(string script, string more = "\"log\":\"rest\"") => CommandHost.StartAsync($$"""
        {"work":{"command":"sh","args":["-c","{{script}}","sh","{seconds}"],"parameters":{"seconds":{"type":"string"} },"progress":{"rule":"percent"},{{more}} } }
        """, options => options.Jobs.ShutdownGrace = TimeSpan.Zero);

    private async Task ShouldLeaveNothingAsync(TestHost host, int processes)
    {
        var id = await host.SubmitAsync("work", new { seconds = _seconds });
        (await host.UntilHalfDoneAsync(id)).State.ShouldBe(JobState.Running);
        await Eventually.TrueAsync(() => ProcessList.With(_seconds).Count == processes, () => string.Join('\n', ProcessList.With(_seconds)));

        await host.CancelAsync(id);

        (await host.UntilFinalAsync(id)).State.ShouldBe(JobState.Canceled);
        ProcessList.With(_seconds).ShouldBeEmpty();
    }
}
