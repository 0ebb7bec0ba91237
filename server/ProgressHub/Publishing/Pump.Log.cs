using Microsoft.Extensions.Logging;

namespace ProgressHub.Publishing;

internal static partial class PumpLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A flush could not be published; its jobs travel with their next change")]
    public static partial void PublishFailed(this ILogger logger, Exception exception);
}
