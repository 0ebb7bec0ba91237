using ProgressHub.Scheduling;

namespace ProgressHub.Tests.Scheduling;

public sealed class CronScheduleFacts
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Expressions of Unix cron, each with a rule of its own that tells the minutes it means.</summary>
    private static readonly Dictionary<string, Func<DateTime, bool>> Unix = new(StringComparer.Ordinal)
    {
        ["* * * * *"] = _ => true,
        ["0 3 * * *"] = t => At(t, 3, 0),
        ["  0\t3 *  * * "] = t => At(t, 3, 0),
        ["*/15 * * * *"] = t => t.Minute % 15 == 0,
        ["5/20 4 * * *"] = t => t.Hour == 4 && t.Minute is 5 or 25 or 45,
        ["7,37 8-10 * * *"] = t => t.Hour is >= 8 and <= 10 && t.Minute is 7 or 37,
        ["0 8-18/5 * * *"] = t => t.Minute == 0 && t.Hour is 8 or 13 or 18,
        ["0 0 1 * *"] = t => At(t, 0, 0) && t.Day == 1,
        ["0 0 31 * *"] = t => At(t, 0, 0) && t.Day == 31,
        ["0 0 29 2 *"] = t => At(t, 0, 0) && t is { Day: 29, Month: 2 },
        ["0 0 1 */3 *"] = t => At(t, 0, 0) && t.Day == 1 && t.Month % 3 == 1,
        ["0 0 1 jan,JUL *"] = t => At(t, 0, 0) && t.Day == 1 && t.Month is 1 or 7,
        ["30 6 * * 0"] = t => At(t, 6, 30) && t.DayOfWeek == DayOfWeek.Sunday,
        ["30 6 * * 7"] = t => At(t, 6, 30) && t.DayOfWeek == DayOfWeek.Sunday,
        ["30 6 * * sun"] = t => At(t, 6, 30) && t.DayOfWeek == DayOfWeek.Sunday,
        ["30 6 * * 6"] = t => At(t, 6, 30) && t.DayOfWeek == DayOfWeek.Saturday,
        ["30 6 * * 1,3"] = t => At(t, 6, 30) && t.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Wednesday,
        ["30 6 * * 1-5"] = t => At(t, 6, 30) && t.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday,
        ["30 6 * * 5-7"] = t => At(t, 6, 30) && t.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday,
        ["30 6 * * FRI-SUN"] = t => At(t, 6, 30) && t.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday,
        ["30 6 * * 0-7"] = t => At(t, 6, 30),
        ["30 6 * * */2"] = t => At(t, 6, 30) && (int)t.DayOfWeek % 2 == 0,
        ["30 6 13 * 5"] = t => At(t, 6, 30) && (t.Day == 13 || t.DayOfWeek == DayOfWeek.Friday),
        ["30 6 1,15 * MON"] = t => At(t, 6, 30) && (t.Day is 1 or 15 || t.DayOfWeek == DayOfWeek.Monday),
        ["30 6 */2 * *"] = t => At(t, 6, 30) && t.Day % 2 == 1,
        ["30 6 1-31/2 * 1"] = t => At(t, 6, 30) && (t.Day % 2 == 1 || t.DayOfWeek == DayOfWeek.Monday),
        ["30 6 1-31 * 1"] = t => At(t, 6, 30),
        ["30 22-1 * * *"] = t => t.Minute == 30 && t.Hour is 22 or 23 or 0 or 1,
    };

    /// <summary>Expressions of Quartz, each with the first times that Quartz's own documentation promises after <see cref="Start"/>, a Monday.</summary>
    private static readonly Dictionary<string, string[]> Quartz = new(StringComparer.Ordinal)
    {
        ["0 0 3 * * ?"] = ["2026-03-03 03:00:00", "2026-03-04 03:00:00"],
        ["*/20 * * * * ?"] = ["2026-03-02 09:00:20", "2026-03-02 09:00:40", "2026-03-02 09:01:00"],
        ["0 30 6 ? * MON-FRI"] = ["2026-03-03 06:30:00", "2026-03-04 06:30:00"],
        ["0 30 6 ? * SAT,SUN"] = ["2026-03-07 06:30:00", "2026-03-08 06:30:00"],
        ["0 0 12 ? * FRI#3"] = ["2026-03-20 12:00:00", "2026-04-17 12:00:00"],
        ["0 0 12 ? * FRIL"] = ["2026-03-27 12:00:00", "2026-04-24 12:00:00"],
        ["0 0 12 L * ?"] = ["2026-03-31 12:00:00", "2026-04-30 12:00:00"],
        ["0 0 12 1 1 ? 2030"] = ["2030-01-01 12:00:00"],
    };

    public static TheoryData<string> UnixExpressions => [.. Unix.Keys];

    public static TheoryData<string> QuartzExpressions => [.. Quartz.Keys];

    [Theory]
    [MemberData(nameof(UnixExpressions))]
    public void FiveFieldsMeanWhatUnixSays(string cron)
    {
        var expected = Minutes().Where(Unix[cron]).Take(8).ToList();

        Following(CronSchedule.Parse(cron, "UTC"), Start, expected.Count).Select(time => time.UtcDateTime).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(QuartzExpressions))]
    public void SixOrSevenFieldsMeanWhatQuartzSays(string cron)
    {
        var expected = Quartz[cron];

        Following(CronSchedule.Parse(cron, "UTC"), Start, expected.Length).Select(time => time.ToString("yyyy-MM-dd HH:mm:ss")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0 0 12 ? * 2", "MON or TUE")]
    [InlineData("0 0 12 ? * 1", "SUN or MON")]
    [InlineData("0 0 12 ? * 7", "SAT or SUN")]
    [InlineData("0 0 12 ? * MON,6", "FRI or SAT")]
    [InlineData("0 0 12 ? * 2-6", "MON or TUE")]
    [InlineData("0 0 12 ? * 6#3", "FRI or SAT")]
    [InlineData("0 0 12 ? * 6L 2030", "FRI or SAT")]
    [InlineData("0 0 12 ? * 0", "SUN to SAT")]
    public void AWeekdayAsANumberIsRefusedBesideSecondsAndItsNamesAreTold(string cron, string names) => Refusal(cron).Message.ShouldContain(names);

    [Theory]
    [InlineData("0 3 * *", "4 fields")]
    [InlineData("", "0 fields")]
    [InlineData("@daily", "1 fields")]
    [InlineData("0 0 3 * * ? 2030 x", "8 fields")]
    [InlineData("60 3 * * *", "between 0 and 59")]
    [InlineData("0 24 * * *", "between 0 and 23")]
    [InlineData("* 1 022 , ,", "an empty place")]
    [InlineData("0 3,,4 * * *", "an empty place")]
    [InlineData("0 3 0 * *", "between 1 and 31")]
    [InlineData("0 3 * 13 *", "between 1 and 12")]
    [InlineData("0 3 * * 8", "'8' is not a day of the week")]
    [InlineData("0 3 * * MOND", "Illegal characters")]
    [InlineData("*/0 3 * * *", "A step of 0")]
    [InlineData("1-2-3 3 * * *", "after the range '1-2'")]
    [InlineData("0 0 25 * * ?", "between 0 and 23")]
    [InlineData("30 6 */2 * 1", "1-31 or 0-6 in place of *")]
    [InlineData("30 6 1-7 * */2", "1-31 or 0-6 in place of *")]
    public void WhatIsNoExpressionIsRefusedWithWhatIsWrong(string cron, string told)
    {
        var refusal = Refusal(cron);
        (refusal.Code, refusal.Member).ShouldBe(("invalid-request", "cron"));
        refusal.Message.ShouldContain(told, Case.Insensitive);
    }

    [Fact]
    public void WhateverIsTypedIsTakenOrRefused()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var n = 0; n < 20_000; n++)
        {
            var cron = string.Join(' ', Enumerable.Range(0, random.Next(5, 8)).Select(_ => new string(random.GetItems<char>("*?/-,#LWH0123456789MONFRIé", random.Next(1, 5)))));
            try
            {
                CronSchedule.Parse(cron, "Europe/Berlin").Next(Start);
            }
            catch (JobRefusedException e)
            {
                e.Member.ShouldBe("cron");
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: '{cron}'", e);
            }
        }
    }

    [Fact]
    public void AnExpressionWithoutAnEndIsRefused() => Refusal($"0 3 * * {string.Join(',', Enumerable.Repeat('1', 300))}").Message.ShouldContain("256");

    [Theory]
    [InlineData("Europe/Berln")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    public void AnUnknownTimeZoneIsRefused(string zone)
    {
        var refusal = Should.Throw<JobRefusedException>(() => CronSchedule.Parse("0 3 * * *", zone));
        (refusal.Code, refusal.Member).ShouldBe(("invalid-request", "timeZone"));
        refusal.Message.ShouldContain("Europe/Berlin");
    }

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 12 1 1 ? 2020")]
    public void ATimeThatNeverComesIsNone(string cron) => CronSchedule.Parse(cron, "UTC").Next(Start).ShouldBeNull();

    private static JobRefusedException Refusal(string cron) => Should.Throw<JobRefusedException>(() => CronSchedule.Parse(cron, "UTC"));

    private static bool At(DateTime time, int hour, int minute) => (time.Hour, time.Minute) == (hour, minute);

    /// <summary>Ten years of them: the 29th of February has to come twice.</summary>
    private static IEnumerable<DateTime> Minutes() => Enumerable.Range(1, 10 * 366 * 24 * 60).Select(n => Start.UtcDateTime.AddMinutes(n));

    private static IEnumerable<DateTimeOffset> Following(CronSchedule schedule, DateTimeOffset after, int count)
    {
        for (; count > 0; count--)
        {
            yield return after = schedule.Next(after).ShouldNotBeNull();
        }
    }
}
