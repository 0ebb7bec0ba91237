using Quartz;

namespace ProgressHub.Scheduling;

/// <summary>When a recurring job is due, by the clock of its time zone: Quartz's cron, which knows what to do with days that have 23 or 25 hours.</summary>
internal sealed class CronSchedule
{
    private const int MaxLength = 256;

    private readonly CronExpression _expression;

    private CronSchedule(CronExpression expression) => _expression = expression;

    /// <exception cref="JobRefusedException">The text is no cron expression, or there is no such time zone here.</exception>
    public static CronSchedule Parse(string cron, string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            throw new JobRefusedException("invalid-request", $"There is no time zone '{timeZone}' on this machine. Use an IANA name such as Europe/Berlin, or UTC.", "timeZone");
        }

        try
        {
            return new(Read(cron).WithTimeZone(zone));
        }
        catch (FormatException e)
        {
            throw new JobRefusedException("invalid-request", $"'{cron}' is no cron expression. {e.Message}", "cron");
        }
    }

    /// <summary>The first time after this moment; null if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _expression.GetNextValidTimeAfter(after);

    private static CronExpression Read(string cron)
    {
        if (cron.Length > MaxLength)
        {
            throw new FormatException($"It has {cron.Length} characters; at most {MaxLength} are taken.");
        }

        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        CronChecks.Lists(fields);
        switch (fields)
        {
            case [_, _, var day, _, var weekday]:
                CronChecks.Unix(day, weekday);
                return CronExpression.Parse(cron, CronFormat.Unix);
            case { Length: 6 or 7 }:
                CronChecks.Quartz(fields[5]);
                return CronExpression.Parse(cron);
            default:
                throw new FormatException($"It has {fields.Length} fields. Five mean Unix cron: minute, hour, day, month, weekday; six or seven mean Quartz: seconds first, maybe years last.");
        }
    }
}
