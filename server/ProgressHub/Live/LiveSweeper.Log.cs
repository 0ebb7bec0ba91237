using Microsoft.Extensions.Logging;

namespace ProgressHub.Live;

internal static partial class LiveSweeperLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Watched jobs could not be read again: {Reason}")]
    public static partial void ReadFailed(this ILogger logger, string reason);
}
