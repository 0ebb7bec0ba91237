using System.Text.Json;

namespace ProgressHub.Cli.Tests.Running;

/// <summary>Real programs, run by the tool and seen as jobs by everybody else.</summary>
public sealed class TrackTests(ToolHost host) : IClassFixture<ToolHost>
{
    [Fact]
    public async Task AProgramsOutputIsPassedThroughAndBecomesItsLog()
    {
        var track = await host.RunAsync("track", "--kind", "loop", "--group", "tool:track", "--progress", "lines", "--total", "3", "--", "sh", "-c", "for n in 1 2 3; do echo \"file $n\"; done; printf '\\033[31mcareful\\033[0m' >&2");

        track.Code.ShouldBe(0, track.ToString());
        track.Output.ShouldBe("file 1\nfile 2\nfile 3\n");
        track.Errors.ShouldContain("\e[31mcareful\e[0m");
        var job = await JobAsync("tool:track");
        (job.Kind, job.State, job.External).ShouldBe(("loop", JobState.Succeeded, true));
        (job.Progress!.Done, job.Progress.Total, job.Progress.Unit).ShouldBe((3, 3, "lines"));
        var log = JsonElement.Parse((await host.RunAsync("log", "--json", job.Id.ToString())).Output).GetProperty("lines").EnumerateArray();
        log.Select(line => $"{line.GetProperty("level")} {line.GetProperty("text")}").ShouldBe(["Information file 1", "Information file 2", "Information file 3", "Warning careful"], ignoreOrder: true);
    }

    [Fact]
    public async Task TheProgramsExitCodeIsTheToolsOwn()
    {
        var track = await host.RunAsync("track", "--group", "tool:exit", "--", "sh", "-c", "echo 'No space is left.' >&2; exit 23");

        track.Code.ShouldBe(23, track.ToString());
        var job = await JobAsync("tool:exit");
        (job.Kind, job.State, job.Error).ShouldBe(("sh", JobState.Failed, new JobError("exit-code", "sh ended with 23: No space is left.")));
    }

    [Fact]
    public async Task AProgramThatIsNotThereIsSaidToBeSo()
    {
        var track = await host.RunAsync("track", "--group", "tool:absent", "--", "no-such-program");

        track.Code.ShouldBe(127, track.ToString());
        track.Errors.ShouldContain("no-such-program");
        (await JobAsync("tool:absent")).Error!.Type.ShouldBe("command-not-started");
    }

    [Fact]
    public async Task RsyncIsSeenWithItsPercentage()
    {
        var folder = Directory.CreateTempSubdirectory("progresshub-track-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "from.bin"), new byte[20_000_000]);

        var track = await host.RunAsync("track", "--progress", "percent", "--group", "tool:rsync", "--", "rsync", "--info=progress2", Path.Combine(folder.FullName, "from.bin"), Path.Combine(folder.FullName, "to.bin"));

        track.Code.ShouldBe(0, track.ToString());
        track.Output.ShouldContain("100%");
        var job = await JobAsync("tool:rsync");
        (job.Kind, job.State, job.Progress!.Fraction).ShouldBe(("rsync", JobState.Succeeded, 1));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task BytesGoThroughUnchangedAndAreCounted()
    {
        var track = await Shell.RunAsync($"dotnet {ToolProcess.Path} track --url {host.Address} -q --group tool:bytes --progress bytes --total 3000000 -- head -c 3000000 /dev/urandom | wc -c");

        track.Output.Trim().ShouldBe("3000000", track.ToString());
        var job = await JobAsync("tool:bytes");
        (job.Progress!.Done, job.Progress.Unit).ShouldBe((3_000_000, "B"));
    }

    [Fact]
    public async Task ACancelRequestEndsTheProgramWithAllItHasStarted()
    {
        await using var tool = host.Start("track", "--group", "tool:cancel", "--grace", "1s", "--", "sh", "-c", "sleep 300.25 & sh -c 'trap \"\" TERM; echo stubborn; while :; do sleep 0.1; done'");
        await tool.SaidAsync("stubborn");
        var job = await JobAsync("tool:cancel");

        (await host.RunAsync("cancel", job.Id.ToString())).Code.ShouldBe(0);

        var track = await tool.EndAsync();
        track.Code.ShouldBeGreaterThan(128, track.ToString());
        (await host.Host.UntilFinalAsync(job.Id)).State.ShouldBe(JobState.Canceled);
        (await Shell.RunAsync("ps -eo args")).Output.ShouldNotContain("sleep 300.25");
    }

    [Fact]
    public async Task CtrlCIsTheProgramsOwn()
    {
        await using var tool = host.Start("track", "--group", "tool:int", "--", "sh", "-c", "trap 'echo asked; exit 7' INT; echo ready; while :; do sleep 0.1; done");
        await tool.SaidAsync("ready");

        tool.Signal(ToolProcess.SigInt);

        var track = await tool.EndAsync();
        track.Code.ShouldBe(7, track.ToString());
        track.Output.ShouldEndWith("asked\n");
        (await JobAsync("tool:int")).State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task WhatAProgramLeavesRunningIsNotWaitedFor()
    {
        var track = await host.RunAsync("track", "--group", "tool:left", "--", "sh", "-c", "sleep 600 & echo $!");

        track.Code.ShouldBe(0, track.ToString());
        using var left = System.Diagnostics.Process.GetProcessById(int.Parse(track.Output, System.Globalization.CultureInfo.InvariantCulture));
        left.HasExited.ShouldBeFalse();
        left.Kill();
    }

    [Fact]
    public async Task TheTimeLimitEndsTheProgram()
    {
        var track = await host.RunAsync("track", "--group", "tool:time", "--timeout", "3s", "--", "sleep", "300");

        track.Code.ShouldBe(124, track.ToString());
        // On a machine that is very busy the time may be over before anything was submitted.
        var list = await host.RunAsync("list", "--json", "--group", "tool:time", "--state", "failed");
        JsonSerializer.Deserialize(list.Output, ProtocolJson.TypeOf<JobPage>())!.Jobs.ShouldAllBe(job => job.Error!.Type == "timed-out");
    }

    [Fact]
    public async Task WithoutAServerNothingIsStarted()
    {
        var track = await ToolProcess.RunAsync(HostProcess.FreeAddress(), "track", "--patience", "1s", "--", "echo", "started");

        track.Code.ShouldBe(4, track.ToString());
        track.Output.ShouldBeEmpty();
        track.Errors.ShouldContain("echo was not started");
    }

    private async Task<JobSnapshot> JobAsync(string group)
    {
        var list = await host.RunAsync("list", "--json", "--group", group);
        return JsonSerializer.Deserialize(list.Output, ProtocolJson.TypeOf<JobPage>())!.Jobs.Single();
    }
}
