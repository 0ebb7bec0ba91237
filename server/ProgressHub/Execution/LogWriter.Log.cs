using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class LogWriterLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What jobs log waits for the store: {Reason}")]
    public static partial void LinesWait(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What jobs have logged last could not be stored before the node went down: {Reason}")]
    public static partial void LinesGivenUp(this ILogger logger, string reason);
}
