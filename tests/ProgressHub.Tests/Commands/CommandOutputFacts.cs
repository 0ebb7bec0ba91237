using Microsoft.Extensions.Logging;
using ProgressHub.Commands.Output;
using ProgressHub.Commands.Rules;
using ProgressHub.Commands.Settings;
using ProgressHub.Tests.Host;

namespace ProgressHub.Tests.Commands;

public sealed class CommandOutputFacts
{
    private readonly LoneAttempt _attempt = new();

    [Theory]
    [InlineData("rest", "Information:begun|Warning:hm|Information:ended")]
    [InlineData("all", "Information:begun|Information:50%|Warning:60%|Warning:hm|Information:ended")]
    [InlineData("none", "")]
    public void TheLogHasTheLinesThatSettingsAskFor(string log, string expected)
    {
        Say($$"""{"work":{"command":"true","log":"{{log}}","progress":{"rule":"percent"} } }""");

        Logged().ShouldBe(expected);
        _attempt.Values().Fraction.ShouldBe(0.6);
    }

    [Fact]
    public void ARuleLooksAtItsStreamAlone()
    {
        Say("""{"work":{"command":"true","progress":{"rule":"percent","stream":"stdout"},"stderrLevel":"error"}}""");

        Logged().ShouldBe("Information:begun|Error:60%|Error:hm|Information:ended");
        _attempt.Values().Fraction.ShouldBe(0.5);
    }

    [Fact]
    public void TheLastWordsAreTheLastTenLinesOfStderr()
    {
        var output = Output("""{"work":{"command":"true"}}""");
        output.LastWords().ShouldBe("");
        output.Take("out", OutputStream.Stdout);
        output.LastWords().ShouldBe("out");
        for (var n = 1; n <= 12; n++)
        {
            output.Take($"line {n} \u001b[31m{new string('x', 1000)}", OutputStream.Stderr);
        }

        var words = output.LastWords().Split('\n');
        words.Length.ShouldBe(10);
        words[0].ShouldStartWith("line 3  [31mxxx");
        words.ShouldAllBe(word => word.Length <= 300 && word.EndsWith('…'));
        output.LastText.ShouldBe("out");
    }

    [Fact]
    public void WhereAllLinesAreProgressTheLastOneIsTheLastWord()
    {
        var output = Output("""{"work":{"command":"true","progress":{"rule":"lines","stream":"both"}}}""");
        output.Take("a.txt", OutputStream.Stdout);
        output.Take("cannot open b.txt", OutputStream.Stderr);

        output.LastWords().ShouldBe("cannot open b.txt");
        output.LastText.ShouldBeNull();
    }

    private void Say(string json)
    {
        var output = Output(json);
        output.Take("begun", OutputStream.Stdout);
        output.Take("50%", OutputStream.Stdout);
        output.Take("60%", OutputStream.Stderr);
        output.Take("hm", OutputStream.Stderr);
        output.Take("ended", OutputStream.Stdout);
    }

    private CommandOutput Output(string json)
    {
        var command = CommandsOf.One(json);
        var rule = command.Options.Progress is { } progress ? ProgressRules.Make(progress, _attempt.Job.Progress, null) : null;
        return new(command, _attempt.Job, rule);
    }

    private string Logged() => string.Join('|', _attempt.Job.Lines.Take().Select(line => $"{line.Level}:{line.Text}"));
}
