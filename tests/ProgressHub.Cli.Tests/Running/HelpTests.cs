using System.CommandLine;
using ProgressHub.Cli.Arguments;

namespace ProgressHub.Cli.Tests.Running;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Tool.Make().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryCommandHasHelpWithExamplesThatAreUnderstood(string name)
    {
        var command = (ToolCommand)Tool.Make().Subcommands.Single(one => one.Name == name);
        using var output = new StringWriter();

        Tool.Make().Parse([name, "--help"]).Invoke(new() { Output = output }).ShouldBe(0);

        command.Examples.ShouldNotBeEmpty();
        foreach (var example in command.Examples)
        {
            output.ToString().ShouldContain(example);
            CommandLines.Parse(example).Errors.ShouldBeEmpty(example);
        }
    }

    [Fact]
    public async Task HelpAndVersionGoToStdoutAndAreNoFault()
    {
        var help = await ToolProcess.RunAsync(null, "--help");
        help.Code.ShouldBe(0, help.ToString());
        help.Output.ShouldContain("progresshub [command] [options]");
        var version = await ToolProcess.RunAsync(null, "--version");
        version.Code.ShouldBe(0, version.ToString());
        version.Output.ShouldStartWith("0.1.0");
        (await ToolProcess.RunAsync(null)).Code.ShouldBe(0);
    }
}
