using System.Text;
using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

public sealed class ReportedValuesFacts
{
    [Theory]
    [InlineData(-5, 10, 0, 10, 0.0)]
    [InlineData(5, 10, 5, 10, 0.5)]
    [InlineData(20, 10, 20, 20, 1.0)]
    [InlineData(0, 0, 0, 0, 1.0)]
    [InlineData(3, -1, 3, 3, 1.0)]
    public void AmountsThatMakeNoSenseAreMended(long done, long total, long shownDone, long shownTotal, double fraction)
    {
        var progress = Values(done, total).ToProgress(new RateMeter(), Snapshots.Noon);
        progress.Done.ShouldBe(shownDone);
        progress.Total.ShouldBe(shownTotal);
        progress.Fraction.ShouldBe(fraction);
    }

    [Fact]
    public void WithoutATotalThereIsNoFraction()
    {
        var progress = Values(7, JobReporter.Unknown).ToProgress(new RateMeter(), Snapshots.Noon);
        progress.Done.ShouldBe(7);
        progress.Fraction.ShouldBeNull();
        progress.EtaSeconds.ShouldBeNull();
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    [InlineData(1_000_000, 1)]
    [Trait("Invariant", "13 Bounded everything")]
    public void ALongMessageIsCutVisibly(int length, int cut)
    {
        var message = Message(new string('x', length));
        Encoding.UTF8.GetByteCount(message).ShouldBeLessThanOrEqualTo(1024);
        message.EndsWith('…').ShouldBe(cut == 1);
    }

    [Fact]
    public void NoCharacterIsCutInTwo()
    {
        var message = Message(string.Concat(Enumerable.Repeat("😀", 400)));
        Encoding.UTF8.GetByteCount(message).ShouldBeLessThanOrEqualTo(1024);
        message.TrimEnd('…').EnumerateRunes().ShouldAllBe(rune => rune.Value == 0x1F600);
    }

    private static string Message(string text) =>
        (Values(1, 2) with { Message = text }).ToProgress(new RateMeter(), Snapshots.Noon).Message!;

    private static ReportedValues Values(long done, long total) => new(done, total, double.NaN, "items", null);
}
