using ProgressHub.Commands.Output;
using ProgressHub.Commands.Rules;
using ProgressHub.Commands.Settings;
using ProgressHub.Tests.Documents;
using ProgressHub.Tests.Reporting;

namespace ProgressHub.Tests.Commands;

public sealed class ProgressRuleFacts
{
    private readonly ReportedJob _job = new();

    [Theory]
    [InlineData("  4,161,536  99%    1.96MB/s    0:00:01", 0.99)]
    [InlineData("42.5 % of 10%", 0.1)]
    [InlineData("done: 7,5%", 0.075)]
    [InlineData("100%", 1.0)]
    [InlineData("63", 0.63)]
    [InlineData("error 250%", null)]
    [InlineData("1234%", null)]
    [InlineData("copied 63 files", null)]
    [InlineData("% done", null)]
    [InlineData("-", null)]
    public void ThePercentRuleReadsTheLastPercentage(string line, double? fraction)
    {
        Rule(new() { Rule = ProgressRuleName.Percent }).Read(line).ShouldBe(fraction is not null);

        (_job.Shown()?.Fraction).ShouldBe(fraction);
    }

    [Fact]
    public void ThePatternRuleReadsItsGroups()
    {
        var rule = Rule(new()
        {
            Rule = ProgressRuleName.Pattern,
            Pattern = @"^\[(?<stage>\w+)\] (?<done>[\d,]+)(/(?<total>[\d,]+))? (?<unit>\w+): (?<message>.*)$",
        });

        rule.Read("nothing of the kind").ShouldBeFalse();
        rule.Read("[link] 1,500/3,000 objects: main.o").ShouldBeTrue();
        _job.Shown().Message.ShouldBe("main.o");
        _job.Line().ShouldBe("link Running 0.5");
        rule.Read("[link] 3,000 objects: last.o").ShouldBeTrue();
        _job.Line().ShouldBe("link Running 1", "the total stays as it was said last");
        rule.Read("[sign] 1/4 files: a").ShouldBeTrue();
        _job.Line().ShouldBe("link Completed 1, sign Running 0.25");
    }

    [Theory]
    [InlineData(@"(?<percent>[\d.]+) of hundred", "12.5 of hundred", 0.125)]
    [InlineData(@"at (?<fraction>[\d.]+)", "at 0.75", 0.75)]
    [InlineData(@"at (?<fraction>[\d.]+)", "at 12", 1.0)]
    [InlineData(@"(?<done>\d+)", "99999999999999999999999999", null)]
    [InlineData(@"(?<done>\S+)", "many", null)]
    public void ThePatternRuleReadsFractionsAndSurvivesNonsense(string pattern, string line, double? fraction)
    {
        Rule(new() { Rule = ProgressRuleName.Pattern, Pattern = pattern }).Read(line).ShouldBeTrue();

        (_job.Shown()?.Fraction).ShouldBe(fraction);
    }

    [Fact]
    public void APatternThatWouldBacktrackForYearsDoesNot()
    {
        var rule = Rule(new() { Rule = ProgressRuleName.Pattern, Pattern = @"^(a+)+(?<done>\d)$" });

        rule.Read(new string('a', LineSplitter.MaxLineBytes)).ShouldBeFalse();
    }

    [Fact]
    public void TheLinesRuleCountsLinesAndShowsThem()
    {
        var rule = Rule(new() { Rule = ProgressRuleName.Lines, Unit = "files" }, total: 4);

        rule.Read("a.txt").ShouldBeTrue();
        rule.Read("b.txt").ShouldBeTrue();

        var shown = _job.Shown();
        (shown.Done, shown.Total, shown.Fraction, shown.Unit, shown.Message).ShouldBe((2, 4, 0.5, "files", "b.txt"));
    }

    [Fact]
    public void TheFfmpegRuleReadsWhatFfmpegHasPrinted()
    {
        var rule = Rule(new() { Rule = ProgressRuleName.Ffmpeg });
        var log = Lines("ffmpeg-stderr.txt").Where(line => !rule.Read(line)).ToList();
        log.ShouldContain(line => line.Contains("Duration: 00:00:06.00", StringComparison.Ordinal));
        log.ShouldNotContain(line => line.StartsWith("frame=", StringComparison.Ordinal), "statistics are no log");

        var dones = new List<long?>();
        var messages = new List<string?>();
        foreach (var line in Lines("ffmpeg-stdout.txt"))
        {
            rule.Read(line).ShouldBeTrue(line);
            if (line.StartsWith("progress=", StringComparison.Ordinal))
            {
                var shown = _job.Shown();
                (shown.Total, shown.Unit).ShouldBe((6, "s"));
                dones.Add(shown.Done);
                messages.Add(shown.Message);
            }
        }

        dones.ShouldBe([0, 0, 0, 1, 2, 3, 6]);
        messages[4].ShouldBe("frame 129, 59.44 fps, speed 1.21x");
        _job.Shown().Fraction.ShouldBe(1);
    }

    [Fact]
    public void TheFfmpegRuleTakesTheDeclaredLengthAndLivesWithoutOne()
    {
        var rule = Rule(new() { Rule = ProgressRuleName.Ffmpeg }, total: 2.5m);
        rule.Read("  Duration: 01:00:00.00, start: 0");
        rule.Read("out_time_ms=1600000");
        rule.Read("progress=continue");
        (_job.Shown().Done, _job.Shown().Total).ShouldBe((1, 3));

        rule = Rule(new() { Rule = ProgressRuleName.Ffmpeg });
        rule.Read("out_time_us=N/A");
        rule.Read("progress=continue").ShouldBeTrue();
        (_job.Shown().Done, _job.Shown().Total).ShouldBe((0, null));
    }

    [Fact]
    public void TheOutputOfRsyncMovesThePercentRule()
    {
        var rule = Rule(new() { Rule = ProgressRuleName.Percent });
        var fractions = new List<double?>();
        var splitter = new LineSplitter(line =>
        {
            rule.Read(line).ShouldBeTrue(line);
            fractions.Add(_job.Shown().Fraction);
        });

        splitter.Push(File.ReadAllBytes(Repository.At("tests/ProgressHub.Tests/Commands/Recordings/rsync.txt")));
        splitter.Finish();

        fractions.Count.ShouldBeGreaterThan(3);
        fractions.ShouldBeInOrder();
        fractions[^1].ShouldBe(1);
    }

    private IProgressRule Rule(ProgressOptions options, decimal? total = null)
    {
        ProgressRules.Fault(options).ShouldBeNull();
        return ProgressRules.Make(options, _job.Progress, total);
    }

    private static string[] Lines(string file) =>
        Repository.Read($"tests/ProgressHub.Tests/Commands/Recordings/{file}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
