namespace ProgressHub.Cli.Tests.Running;

/// <summary>A server that is killed while a job is watched.</summary>
public sealed class OutageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AWatchGoesOnWhenTheServerComesBackAndGivesUpWhenItDoesNot()
    {
        var address = HostProcess.FreeAddress();
        var host = await HostProcess.StartAsync(_folder, address);
        var run = await ToolProcess.RunAsync(address, "run", "checksum", "--args", """{"path":"."}""", "--delay", "1h");
        var id = run.Output.TrimEnd();
        await using var tool = ToolProcess.Start(address, "watch", id);
        await using var other = ToolProcess.Start(address, "watch", id, "--patience", "1s");
        await using var log = ToolProcess.Start(address, "log", "-f", id, "--patience", "1s");
        await tool.SaidAsync("\tscheduled\t");
        await other.SaidAsync("\tscheduled\t");

        await host.KillAsync();
        await host.DisposeAsync();

        await tool.SaidAsync("Connection lost");
        var gaveUp = await other.EndAsync();
        gaveUp.Code.ShouldBe(4, gaveUp.ToString());
        gaveUp.Errors.ShouldContain("--patience");
        (await log.EndAsync()).Code.ShouldBe(4);
        await using (await HostProcess.StartAsync(_folder, address))
        {
            await tool.SaidAsync("Connected again.");
            (await ToolProcess.RunAsync(address, "cancel", id)).Code.ShouldBe(0);
            var watch = await tool.EndAsync();
            watch.Code.ShouldBe(3, watch.ToString());
            watch.Output.ShouldContain("\tcanceled\t");
        }
    }
}
