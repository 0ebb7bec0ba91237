using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Tracking.Rules;

namespace ProgressHub.Cli.Tests.Tracking;

public sealed class RuleFacts
{
    [Theory]
    [InlineData("    1,238,099  71%  129.92MB/s    0:00:00 (xfr#5, to-chk=3/9)", 0.71)]
    [InlineData("42.5 % done", 0.425)]
    [InlineData("42,5%", 0.425)]
    [InlineData("10% of 20%", 0.2)]
    [InlineData(" 37 ", 0.37)]
    public void APercentageIsReadWhereverItStands(string line, double fraction) =>
        new PercentRule().Read(line, isError: true)!.Fraction!.Value.ShouldBe(fraction, 1e-9);

    [Theory]
    [InlineData("120% more")]
    [InlineData("line 37 is bad")]
    [InlineData("")]
    public void WhatIsNoPercentageSaysNothing(string line) => new PercentRule().Read(line, isError: false).ShouldBeNull();

    [Fact]
    public void EachLineOfOutputIsOneDone()
    {
        var rule = new LinesRule(total: 10);
        rule.Read("a.jpg", isError: false);
        rule.Read("careful", isError: true).ShouldBeNull();

        rule.Read("b.jpg", isError: false).ShouldBe(new() { Done = 2, Total = 10, Unit = "lines", Message = "b.jpg" });
    }

    [Fact]
    public void EachByteIsOneDone()
    {
        IProgressRule rule = new BytesRule(total: 100);
        rule.Count(30);

        rule.Count(12).ShouldBe(new() { Done = 42, Total = 100, Unit = "B" });
    }

    [Fact]
    public void APatternNamesWhatItReads()
    {
        var rule = ProgressRules.Make("/(?<stage>\\w+) (?<done>[\\d,]+)( of (?<total>[\\d,]+))? (?<unit>\\w+)/", null)!;

        rule.Read("pack 1,204 of 2,270 photos", isError: false).ShouldBe(new() { Stage = "pack", Done = 1_204, Total = 2_270, Unit = "photos" });
        rule.Read("pack 1,300 photos", isError: false).ShouldBe(new() { Stage = "pack", Done = 1_300, Total = 2_270, Unit = "photos" });
        rule.Read("nothing", isError: false).ShouldBeNull();
    }

    [Theory]
    [InlineData("often")]
    [InlineData("/(/")]
    [InlineData("/\\d+/")]
    [InlineData("/(?<much>\\d+)/")]
    [InlineData("/(?<done>\\d+)(?=x)/")]
    public void ARuleThatSaysNothingIsRefusedWithTheCure(string rule) => Should.Throw<UsageException>(() => ProgressRules.Make(rule, null)).Message.ShouldContain("--progress");
}
