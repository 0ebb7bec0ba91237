using Microsoft.Extensions.Logging;

namespace ProgressHub.Commands.Processes;

internal static partial class OrphanSweeperLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended {Count} processes that the commands of a killed process had left running")]
    public static partial void OrphansEnded(this ILogger logger, int count);
}
