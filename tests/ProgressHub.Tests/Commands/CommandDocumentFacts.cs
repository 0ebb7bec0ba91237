using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ProgressHub.Commands;
using ProgressHub.Commands.Rules;
using ProgressHub.Commands.Settings;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Tests.Commands;

/// <summary>What the document says of commands is what the code takes.</summary>
public sealed class CommandDocumentFacts
{
    private const string Document = "server/README.md";

    [Fact]
    public void TheSampleIsTakenAsPrinted()
    {
        var faults = new SettingFaults();
        var sample = Markdown.Blocks(Document, "json").Single(block => block.Name == "Commands").Text;
        // Not every machine that tests has ffmpeg; all else of the sample is looked at.
        sample = sample.Replace("\"ffmpeg\",", "\"true\",", StringComparison.Ordinal);
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(sample))).Build().GetSection("Jobs:Commands");

        var commands = section.GetChildren().ToDictionary(child => child.Key, child => CommandCheck.Check(child, faults), StringComparer.Ordinal);

        faults.ThrowIfAny();
        commands.Keys.ShouldBe(["copy", "transcode"]);
        var line = commands["transcode"]!.Line("""{"input":"in.mp4","output":"out.mp4","width":1280,"overwrite":true}""", new AnyPaths());
        string.Join(' ', line.Arguments).ShouldBe("-hide_banner -nostats -progress pipe:1 -y -i /data/files/in.mp4 -vf scale=1280:-2 -preset medium /data/files/out.mp4");
        line = commands["copy"]!.Line("""{"from":"photos","to":"backup"}""", new AnyPaths());
        Repository.Read(Document).ShouldContain($"then runs `rsync {string.Join(' ', line.Arguments)}`");
    }

    [Theory]
    [InlineData("setting of a command", typeof(CommandOptions))]
    [InlineData("setting of a parameter", typeof(ParameterOptions))]
    [InlineData("setting of progress", typeof(ProgressOptions))]
    public void TheTablesListEverySettingAndNoOther(string header, Type options)
    {
        var listed = Markdown.Table(Document, header).SelectMany(row => Markdown.Plain(row[0]).Split(", "));

        listed.ShouldBe(options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(member => member.Name == nameof(CommandOptions.Arguments) ? "args" : JsonNamingPolicy.CamelCase.ConvertName(member.Name)), ignoreOrder: true);
    }

    [Fact]
    public void EveryTypeRuleAndGroupIsNamed()
    {
        var text = Repository.Read(Document);
        foreach (var word in (string[])[.. Enum.GetNames<ParameterType>(), .. Enum.GetNames<ProgressRuleName>(), .. Enum.GetNames<LoggedLines>(), .. LinePattern.Groups])
        {
            text.ShouldContain($"`{word.ToLowerInvariant()}`");
        }
    }

    private sealed class AnyPaths : ICommandPaths
    {
        public string Root => "/data/files";

        public CommandPath Find(string path, CommandPathTarget target) => CommandPath.Fine($"{Root}/{path}");
    }
}
