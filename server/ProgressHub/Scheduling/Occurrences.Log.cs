using Microsoft.Extensions.Logging;

namespace ProgressHub.Scheduling;

internal static partial class OccurrencesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The recurring job {Name} cannot be read here, so this process enqueues none of its jobs: {Reason}")]
    public static partial void RecurrenceUnreadable(this ILogger logger, string name, string reason);
}
