using System.Text.Json;

namespace ProgressHub.Cli.Tests.Running;

/// <summary>What goes wrong is one clear sentence with the cure, and an exit code of its own.</summary>
public sealed class TroubleTests(ToolHost host) : IClassFixture<ToolHost>
{
    [Theory]
    [InlineData("wach")]
    [InlineData("run")]
    [InlineData("get", "17")]
    [InlineData("watch")]
    [InlineData("list", "--state", "done")]
    [InlineData("list", "--sort", "2")]
    [InlineData("list", "--timeout", "soon")]
    [InlineData("run", "steps", "--args", "{steps}")]
    [InlineData("run", "steps", "--cancel-on-exit")]
    [InlineData("run", "steps", "--args", "@/nowhere.json")]
    [InlineData("cancel", "--group", "a b", "--yes")]
    [InlineData("list", "--token", "a", "--token-file", "b")]
    public async Task AWrongCommandLineSaysWhatToWrite(params string[] args)
    {
        var run = await host.RunAsync(args);

        run.Code.ShouldBe(2, run.ToString());
        run.Output.ShouldBeEmpty();
        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldStartWith("progresshub: ");
        run.Errors.ShouldContain("--help");
    }

    [Fact]
    public async Task AnUnknownKindIsRefusedWithThoseThereAre()
    {
        var run = await host.RunAsync("run", "chekcsum");

        run.Code.ShouldBe(5, run.ToString());
        run.Errors.ShouldContain("chekcsum");
        var json = JsonElement.Parse((await host.RunAsync("run", "chekcsum", "--json")).Errors);
        (json.GetProperty("code").GetString(), json.GetProperty("status").GetInt32()).ShouldBe(("unknown-kind", 400));
    }

    [Fact]
    public async Task RefusedArgumentsAreNamed()
    {
        var run = await host.RunAsync("run", "steps", "--args", """{"steps":"many","more":1}""");

        run.Code.ShouldBe(5, run.ToString());
        run.Errors.ShouldContain("'steps' does not have the type");
    }

    [Fact]
    public async Task AnAbsentJobIsCodeFive() =>
        (await host.RunAsync("get", JobId.New(DateTimeOffset.UnixEpoch).ToString())).Code.ShouldBe(5);

    [Theory]
    [InlineData("list")]
    [InlineData("run", "steps")]
    [InlineData("top")]
    [InlineData("watch", "--group", "all")]
    public async Task AServerThatIsNotThereIsCodeFour(params string[] args)
    {
        var run = await ToolProcess.RunAsync(HostProcess.FreeAddress(), [.. args, "--patience", "1s"]);

        run.Code.ShouldBe(4, run.ToString());
        run.Errors.ShouldContain("Check the address");
    }

    [Fact]
    public async Task AnAddressWithoutProgressHubIsCodeFour()
    {
        var run = await ToolProcess.RunAsync(new(host.Address, "elsewhere"), "list", "--json");

        run.Code.ShouldBe(4, run.ToString());
        JsonElement.Parse(run.Errors).GetProperty("code").GetString().ShouldBe("not-progresshub");
    }
}
