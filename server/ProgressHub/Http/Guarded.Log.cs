using Microsoft.Extensions.Logging;

namespace ProgressHub.Http;

internal static partial class GuardedLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string? path);
}
