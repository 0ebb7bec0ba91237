using ProgressHub.Scheduling;

namespace ProgressHub.Tests.Scheduling;

/// <summary>In Europe/Berlin, 2026-03-29 goes from 02:00 to 03:00 and 2026-10-25 from 03:00 back to 02:00.</summary>
public sealed class DaylightSavingFacts
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Spring = new(2026, 3, 29, 0, 0, 0, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Autumn = new(2026, 10, 25, 0, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("30 2 * * *")]
    [InlineData("0 2 * * *")]
    [InlineData("0 30 2 * * ?")]
    public void ATimeThatDoesNotExistComesOnceWhenTheClocksHaveMoved(string cron) =>
        OnThatDay(cron, Spring).ShouldBe(["03:00 +02:00"]);

    [Theory]
    [InlineData("30 2 * * *", "02:30 +02:00")]
    [InlineData("0 2 * * *", "02:00 +02:00")]
    [InlineData("0 30 2 * * ?", "02:30 +02:00")]
    [InlineData("0 3 * * *", "03:00 +01:00")]
    public void ATimeThatIsThereTwiceComesTheFirstTime(string cron, string time) => OnThatDay(cron, Autumn).ShouldBe([time]);

    [Fact]
    public void AnIntervalGoesOnThroughTheGap() =>
        OnThatDay("*/30 0-3 * * *", Spring).ShouldBe(["00:30 +01:00", "01:00 +01:00", "01:30 +01:00", "03:00 +02:00", "03:30 +02:00"]);

    [Fact]
    public void AnIntervalGoesOnThroughBothOfTheHoursThatAreTheSame() =>
        OnThatDay("*/30 1-2 * * *", Autumn).ShouldBe(["01:00 +02:00", "01:30 +02:00", "02:00 +02:00", "02:30 +02:00", "02:00 +01:00", "02:30 +01:00"]);

    private static List<string> OnThatDay(string cron, DateTimeOffset midnight)
    {
        var (schedule, times) = (CronSchedule.Parse(cron, "Europe/Berlin"), new List<string>());
        for (var at = schedule.Next(midnight); TimeZoneInfo.ConvertTime(at!.Value, Berlin) is var local && local.Date == midnight.Date; at = schedule.Next(local))
        {
            times.Add(local.ToString("HH:mm zzz"));
        }

        return times;
    }
}
