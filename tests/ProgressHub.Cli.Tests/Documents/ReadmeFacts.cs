using System.Globalization;
using System.Reflection;
using ProgressHub.Cli.Serving;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Cli.Tests.Documents;

public sealed class ReadmeFacts
{
    private const string Readme = "client/dotnet/ProgressHub.Cli/README.md";

    [Fact]
    public void EveryCommandLineIsUnderstood()
    {
        var lines = Markdown.Blocks(Readme, "console").SelectMany(block => block.Text.Split('\n')).Where(line => line.Contains("progresshub ", StringComparison.Ordinal) && line.StartsWith('$')).ToList();
        lines.Count.ShouldBeGreaterThan(8);
        foreach (var line in lines)
        {
            CommandLines.Parse(line).Errors.ShouldBeEmpty(line);
        }
    }

    [Fact]
    public void EveryCommandIsTold() =>
        Markdown.Table(Readme, "command", "does").Select(row => Markdown.Plain(row[0]).Split(' ')[0]).Distinct().ShouldBe(Tool.Make().Subcommands.Select(command => command.Name), ignoreOrder: true);

    [Fact]
    public void EveryExitCodeIsTold()
    {
        var told = Markdown.Table(Readme, "code", "means").Select(row => int.Parse(Markdown.Plain(row[0]), CultureInfo.InvariantCulture));
        var known = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral && field.Name != nameof(ExitCode.Signal)).Select(field => (int)field.GetRawConstantValue()!);
        told.ShouldBe(known, ignoreOrder: true);
    }
}
