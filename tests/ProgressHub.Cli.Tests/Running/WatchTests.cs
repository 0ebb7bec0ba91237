using System.Text.Json;

namespace ProgressHub.Cli.Tests.Running;

public sealed class WatchTests(ToolHost host) : IClassFixture<ToolHost>
{
    [Fact]
    public async Task APipeGetsPlainLinesUpToTheEnd()
    {
        var id = await host.HoldAsync();
        await using var tool = host.Start("watch", id.ToString());
        await tool.SaidAsync("\trunning\t50%\t");

        host.LetGo(id);

        var watch = await tool.EndAsync();
        watch.Code.ShouldBe(0, watch.ToString());
        watch.Lines.ShouldAllBe(line => line.Split('\t').Length == 6 && line.Contains(id.ToString()));
        watch.Lines[^1].ShouldContain("\thold\tsucceeded\t100%\t");
        watch.Output.ShouldNotContain('\e');
    }

    [Fact]
    public async Task OfSeveralJobsTheWorstIsTheExitCode()
    {
        var good = await host.Host.SubmitAsync("steps", new { steps = 1 });
        var bad = await host.Host.SubmitAsync("broken");
        var canceled = await host.HoldAsync();
        await host.Host.Queue.CancelAsync(canceled);

        (await host.RunAsync("watch", good.ToString())).Code.ShouldBe(0);
        (await host.RunAsync("watch", good.ToString(), canceled.ToString())).Code.ShouldBe(3);
        (await host.RunAsync("watch", good.ToString(), canceled.ToString(), bad.ToString())).Code.ShouldBe(1);
        var absent = await host.RunAsync("watch", good.ToString(), JobId.New(DateTimeOffset.UnixEpoch).ToString());
        absent.Code.ShouldBe(5, absent.ToString());
        absent.Output.ShouldContain("\tsucceeded\t");
    }

    [Fact]
    public async Task JsonIsOneSnapshotALine()
    {
        var id = await host.HoldAsync();
        await using var tool = host.Start("watch", "--json", id.ToString());
        await tool.SaidAsync("\"state\":\"running\"");

        host.LetGo(id);

        var watch = await tool.EndAsync();
        var jobs = watch.Lines.Select(line => JsonSerializer.Deserialize(line, ProtocolJson.TypeOf<JobSnapshot>())!).ToList();
        jobs.Select(job => job.Version).ShouldBe(jobs.Select(job => job.Version).Order());
        jobs[^1].IsFinal().ShouldBeTrue(watch.ToString());
        watch.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task AGroupIsWatchedUntilAllOfItIsFinal()
    {
        var first = await host.HoldAsync("tool:group");
        await host.Host.UntilFinalAsync(await host.Host.SubmitAsync("broken", groups: "tool:group"));
        await using var tool = host.Start("watch", "--group", "tool:group");
        await tool.SaidAsync($"{first}\thold\trunning");
        var second = await host.HoldAsync("tool:group");
        await tool.SaidAsync($"{second}\thold\trunning");

        host.LetGo(first);
        await tool.SaidAsync($"{first}\thold\tsucceeded");
        tool.HasExited.ShouldBeFalse();
        host.LetGo(second);

        var watch = await tool.EndAsync();
        watch.Code.ShouldBe(1, "one job had failed before: " + watch);
        watch.Output.ShouldContain($"{second}\thold\tsucceeded");
    }

    [Fact]
    public async Task AGroupWithoutJobsIsSaidToBeOne()
    {
        var watch = await host.RunAsync("watch", "--group", "tool:nobody");

        watch.Code.ShouldBe(5, watch.ToString());
        watch.Errors.ShouldContain("tool:nobody");
    }

    [Fact]
    public async Task CtrlCDetaches()
    {
        var id = await host.HoldAsync();
        await using var tool = host.Start("watch", id.ToString());
        await tool.SaidAsync("\trunning\t");

        tool.Signal(ToolProcess.SigInt);

        (await tool.EndAsync()).Code.ShouldBe(130);
        host.LetGo(id);
    }

    [Fact]
    public async Task ItEndsWhenNobodyReadsItsLines()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.HoldAsync("tool:head")));
        await using var shell = Shell.Start($"dotnet {ToolProcess.Path} watch --group tool:head --url {host.Address} | head -n 1");
        await shell.SaidAsync("\trunning\t");

        // The next line finds the pipe closed.
        ids.ToList().ForEach(host.LetGo);

        (await shell.EndAsync()).Lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WhatOthersWroteMovesNoCursor()
    {
        var say = await host.RunAsync("run", "say", "--args", """{"message":"\u001b[2Jgone [red]x[/]\u0007"}""", "--wait");

        say.Code.ShouldBe(1, say.ToString());
        say.Errors.ShouldContain("[red]x[/]");
        say.Errors.ShouldNotContain('\e');
        say.Errors.ShouldNotContain('\a');
    }
}
