using Microsoft.Extensions.Logging;

namespace ProgressHub.Publishing;

internal static partial class LogPumpLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A log could not be published; it is read again in a second")]
    public static partial void LogNotPublished(this ILogger logger, Exception exception);
}
