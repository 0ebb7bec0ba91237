using System.Text.Json;

namespace ProgressHub.Cli.Tests.Running;

public sealed class RunTests(ToolHost host) : IClassFixture<ToolHost>
{
    [Fact]
    public async Task RunPrintsTheIdOfAJobThatIsStored()
    {
        var run = await host.RunAsync("run", "steps", "--args", """{"steps":2}""", "--group", "tool:run");

        run.Code.ShouldBe(0, run.ToString());
        JobId.TryParse(run.Output.TrimEnd(), out var id).ShouldBeTrue(run.ToString());
        (await host.Host.ReadAsync(id)).Groups.ShouldBe([new("tool:run")]);
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheEndOfAJobThatIsWaitedForIsTheExitCode()
    {
        var good = await host.RunAsync("run", "steps", "--args", """{"steps":3}""", "--wait");
        good.Code.ShouldBe(0, good.ToString());
        good.Lines.ShouldHaveSingleItem("stdout holds the id alone");
        good.Errors.ShouldContain("\tsucceeded\t100%\t");

        var bad = await host.RunAsync("run", "broken", "--wait");
        bad.Code.ShouldBe(1, bad.ToString());
        bad.Errors.ShouldContain("The header row is missing.");
    }

    [Fact]
    public async Task WithJsonThereIsOneDocument()
    {
        var run = await host.RunAsync("run", "steps", "--args", """{"steps":3}""", "--wait", "--json");

        run.Code.ShouldBe(0, run.ToString());
        JsonElement.Parse(run.Output).GetProperty("result").GetProperty("steps").GetInt32().ShouldBe(3);
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task ArgumentsComeFromAFileOrFromStdin()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"steps":1}""");
        (await host.RunAsync("run", "steps", "--args", $"@{file}", "--wait", "-q")).Code.ShouldBe(0);
        File.Delete(file);

        await using var tool = host.Start("run", "steps", "--args", "-", "--wait", "-q");
        await tool.Input.WriteAsync("""{"steps":1}""");
        tool.Input.Close();
        (await tool.EndAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task TheSameKeyGivesTheSameJob()
    {
        var first = await host.RunAsync("run", "steps", "--args", """{"steps":1}""", "--key", "k-1");
        var second = await host.RunAsync("run", "steps", "--args", """{"steps":1}""", "--key", "k-1");

        second.Output.ShouldBe(first.Output, first.ToString());
    }

    [Fact]
    public async Task ADelayedJobIsScheduled()
    {
        var run = await host.RunAsync("run", "steps", "--args", """{"steps":1}""", "--delay", "1h", "--json");

        JsonElement.Parse(run.Output).GetProperty("state").GetString().ShouldBe("scheduled", run.ToString());
    }

    [Fact]
    public async Task CtrlCLeavesTheJobRunning()
    {
        await using var tool = host.Start("run", "hold", "--wait");
        await tool.SaidAsync("\trunning\t");
        var id = JobIdOf(tool);

        tool.Signal(ToolProcess.SigInt);

        var run = await tool.EndAsync();
        run.Code.ShouldBe(130, run.ToString());
        run.Errors.ShouldContain($"progresshub watch {id}");
        (await host.Host.ReadAsync(id)).State.ShouldBe(JobState.Running);
        host.LetGo(id);
    }

    [Fact]
    public async Task CtrlCCancelsTheJobIfAsked()
    {
        await using var tool = host.Start("run", "hold", "--wait", "--cancel-on-exit");
        await tool.SaidAsync("\trunning\t");

        tool.Signal(ToolProcess.SigInt);

        var run = await tool.EndAsync();
        run.Code.ShouldBe(3, run.ToString());
        (await host.Host.ReadAsync(JobIdOf(tool))).State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    public async Task TheTimeLimitEndsTheToolAndNotTheJob()
    {
        var id = await host.HoldAsync();

        var watch = await host.RunAsync("watch", id.ToString(), "--timeout", "1s");

        watch.Code.ShouldBe(124, watch.ToString());
        watch.Errors.ShouldContain("--timeout");
        (await host.Host.ReadAsync(id)).State.ShouldBe(JobState.Running);
        host.LetGo(id);
    }

    private static JobId JobIdOf(ToolProcess tool) => new(Guid.Parse(tool.Output.TrimEnd()));
}
