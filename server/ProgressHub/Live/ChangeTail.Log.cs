using Microsoft.Extensions.Logging;

namespace ProgressHub.Live;

internal static partial class ChangeTailLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What other nodes have changed could not be read: {Reason}")]
    public static partial void TailFailed(this ILogger logger, string reason);
}
