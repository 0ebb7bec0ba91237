using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Tests.Words;

/// <summary>The same words as in the dashboard.</summary>
public sealed class WordFacts
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "a few seconds left")]
    [InlineData(9.9, "a few seconds left")]
    [InlineData(10, "about 10 s left")]
    [InlineData(24, "about 20 s left")]
    [InlineData(59, "about 50 s left")]
    [InlineData(61, "about 1 min left")]
    [InlineData(130, "about 2 min left")]
    [InlineData(599, "about 10 min left")]
    [InlineData(1_000, "about 15 min left")]
    [InlineData(3_599, "about 55 min left")]
    [InlineData(3_600, "about 1 h left")]
    [InlineData(5_500, "about 1 h 30 min left")]
    [InlineData(36_000, "about 10 h left")]
    [InlineData(200_000, "about 2 days left")]
    public void TimeLeftGrowsCoarserWithTheDistance(double seconds, string text) => Times.Left(seconds).ShouldBe(text);

    [Theory]
    [InlineData(-5, "0:00")]
    [InlineData(134_999, "2:14")]
    [InlineData(3_734_000, "1:02:14")]
    public void AClockRuns(long ms, string text) => Times.Clock(TimeSpan.FromMilliseconds(ms)).ShouldBe(text);

    [Theory]
    [InlineData(840, "840 ms")]
    [InlineData(4_290, "4.2 s")]
    [InlineData(41_000, "41 s")]
    [InlineData(134_000, "2 min 14 s")]
    [InlineData(120_000, "2 min")]
    [InlineData(3_725_000, "1 h 2 min")]
    [InlineData(90_000_000, "1 d 1 h")]
    public void WhatWasTakenHasItsLargestTwoUnits(long ms, string text) => Times.Took(TimeSpan.FromMilliseconds(ms)).ShouldBe(text);

    [Theory]
    [InlineData(0, "now")]
    [InlineData(4, "now")]
    [InlineData(5, "5 s")]
    [InlineData(240, "4 min")]
    [InlineData(10_800, "3 h")]
    [InlineData(172_800, "2 d")]
    [InlineData(700_000, "2026-03-02")]
    public void AnAgeHasOneUnitAndThenTheDate(long seconds, string text) => Times.Age(Start, Start.AddSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(9_999, "9,999")]
    [InlineData(12_399, "12.3k")]
    [InlineData(999_999, "999k")]
    [InlineData(1_204_331, "1.20M")]
    public void ATightCountHasThreeDigits(long value, string text) => Numbers.TightCount(value).ShouldBe(text);

    [Theory]
    [InlineData(1_420_000_000, 2_000_000_000L, "B", "1.42 of 2.00 GB")]
    [InlineData(5_000_000, 2_000_000_000L, "B", "0.00 of 2.00 GB")]
    [InlineData(1_200_000_000, null, "B", "1.20 GB")]
    [InlineData(999, null, "B", "999 B")]
    [InlineData(1_204_331, 2_270_000L, "rows", "1,204,331 of 2,270,000 rows")]
    [InlineData(0, 3L, null, "0 of 3")]
    public void AnAmountIsExactAndNeverRoundedUp(long done, long? total, string? unit, string text) => JobWords.Amount(done, total, unit).ShouldBe(text);

    [Theory]
    [InlineData(24_100_000, "B", "24.1 MB/s")]
    [InlineData(8_912.4, "rows", "8,912 rows/s")]
    [InlineData(0.2, "rows", "12 rows/min")]
    [InlineData(3, null, "3/s")]
    [InlineData(0, null, "")]
    public void ARateBelowOneASecondIsOneAMinute(double rate, string? unit, string text) => JobWords.Rate(rate, unit).ShouldBe(text);

    [Theory]
    [InlineData(0.009, "0%")]
    [InlineData(0.29, "29%")]
    [InlineData(0.999, "99%")]
    [InlineData(1, "99%")]
    public void ARunningJobIsNeverWhole(double fraction, string text) => JobWords.Percentage(Running(new() { Fraction = fraction })).ShouldBe(text);

    [Fact]
    public void OneDecimalIsShownWhereOnePercentTakesLongerThanAMinute() =>
        JobWords.Percentage(Running(new() { Fraction = 0.4567, Done = 45_670, Total = 100_000, RatePerSecond = 10 })).ShouldBe("45.6%");

    [Fact]
    public void AQuietJobHasNeitherRateNorTimeLeft()
    {
        var job = Running(new() { Fraction = 0.5, EtaSeconds = 20, RatePerSecond = 5, Unit = "rows" }) with { StartedAt = Start, ReportedAt = Start.AddSeconds(10) };

        (JobWords.Rate(job, Start.AddSeconds(20)), JobWords.Standing(job, Start.AddSeconds(20))).ShouldBe(("5 rows/s", "about 20 s left"));
        (JobWords.Rate(job, Start.AddMinutes(6)), JobWords.Standing(job, Start.AddMinutes(6))).ShouldBe(("", "Quiet for 5 min"));
    }

    [Fact]
    public void AJobIsSaidToStandAsItDoes()
    {
        var job = Running(new() { Fraction = 0.388 });
        JobWords.Standing(job with { CancelRequested = true }, Start).ShouldBe("Canceling…");
        JobWords.Standing(job with { State = JobState.Queued }, Start.AddSeconds(12)).ShouldBe("Waiting 12 s");
        JobWords.Standing(job with { State = JobState.Scheduled, DueAt = Start.AddMinutes(5) }, Start).ShouldBe("Starts in 5 min");
        JobWords.Standing(job with { State = JobState.Canceled, FinalizedAt = Start }, Start).ShouldBe("canceled at 38%");
        JobWords.Standing(job with { State = JobState.Succeeded, StartedAt = Start, FinalizedAt = Start.AddSeconds(134) }, Start).ShouldBe("took 2 min 14 s");
    }

    internal static JobSnapshot Running(JobProgress? progress = null) => new()
    {
        Id = new(Guid.Parse("019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11")), Kind = "import-csv", State = JobState.Running, Version = 7, Attempt = 1, MaxAttempts = 3, CreatedAt = Start, Progress = progress,
    };
}
