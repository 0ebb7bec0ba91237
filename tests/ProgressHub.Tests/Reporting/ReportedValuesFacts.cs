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
        var progress = Reported(reporter => reporter.Report(done, total));
        progress.Done.ShouldBe(shownDone);
        progress.Total.ShouldBe(shownTotal);
        progress.Fraction.ShouldBe(fraction);
    }

    [Fact]
    public void WithoutATotalThereIsNoFraction()
    {
        var progress = Reported(reporter => reporter.Report(7));
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

    [Fact]
    public void AControlCharacterIsASpaceAndHalfACharacterIsMarked()
    {
        Message("a\u001b[31mred\r\nb\u0085c\0").ShouldBe("a [31mred  b c ");
        Message("a\ud83d").ShouldBe("a\ufffd");
        Message("\ude00b 😀").ShouldBe("\ufffdb 😀");
        Message(new string('\ud83d', 5000)).ShouldBe(new string('\ufffd', 340) + "…");
        Reported(reporter => reporter.Report(1, 2, "B\n")).Unit.ShouldBe("B ");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void AFractionThatIsNoNumberIsIgnored(double value)
    {
        Reported(reporter =>
        {
            ((IProgress<double>)reporter).Report(0.25);
            ((IProgress<double>)reporter).Report(value);
            reporter.AsPercent().Report(value);
        }).Fraction.ShouldBe(0.25);
        Reported(reporter => ((IProgress<JobProgress>)reporter).Report(new() { Fraction = value, Message = "m" })).Fraction.ShouldBeNull();
    }

    [Fact]
    public void WhatCannotBeIsNotThrownBack()
    {
        var progress = Reported(reporter =>
        {
            reporter.Report(long.MinValue, long.MinValue, null, null);
            reporter.Report(null!);
            ((IProgress<JobProgress>)reporter).Report(null!);
            reporter.Report(long.MinValue);
            reporter.AsBytes(-1).Report(-7);
        });
        (progress.Done, progress.Total, progress.Unit).ShouldBe((0, 0, "B"));
    }

    [Fact]
    public void AWholeReportIsTakenAsItStands()
    {
        var progress = Reported(reporter => ((IProgress<JobProgress>)reporter).Report(new() { Done = 3, Total = 4, Unit = "rows", Message = "m" }));
        progress.ShouldBe(new JobProgress { Done = 3, Total = 4, Unit = "rows", Message = "m", Fraction = 0.75 });
    }

    [Fact]
    public void BytesAreCumulative()
    {
        var progress = Reported(reporter =>
        {
            var bytes = reporter.AsBytes(total: 9_000_000);
            bytes.Report(1_000_000);
            bytes.Report(4_500_000);
        });
        (progress.Done, progress.Total, progress.Unit, progress.Fraction).ShouldBe((4_500_000, 9_000_000, "B", 0.5));
    }

    private static string Message(string text) => Reported(reporter => reporter.Report(1, 2, "items", text)).Message!;

    private static JobProgress Reported(Action<JobReporter> reports)
    {
        var job = new ReportedJob();
        reports(job.Progress);
        return job.Shown();
    }
}
