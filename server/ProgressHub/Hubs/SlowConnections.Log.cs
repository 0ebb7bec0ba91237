using Microsoft.Extensions.Logging;

namespace ProgressHub.Hubs;

internal static partial class SlowConnectionsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Connection} was given up: {Reason}")]
    public static partial void Evicted(this ILogger logger, string connection, string reason);
}
