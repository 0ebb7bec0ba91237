using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class ProgressWriterLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The progress of {Count} jobs waits for the store: {Reason}")]
    public static partial void ProgressWaits(this ILogger logger, int count, string reason);
}
