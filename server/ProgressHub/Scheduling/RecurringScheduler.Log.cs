using Microsoft.Extensions.Logging;

namespace ProgressHub.Scheduling;

internal static partial class RecurringSchedulerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Recurring jobs wait: {Reason}")]
    public static partial void OccurrencesWait(this ILogger logger, string reason);
}
