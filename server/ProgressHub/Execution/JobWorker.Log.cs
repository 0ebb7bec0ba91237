using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class JobWorkerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "No job could be claimed: {Reason}")]
    public static partial void ClaimFailed(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Count} running jobs have {Grace} to finish")]
    public static partial void Draining(this ILogger logger, int count, TimeSpan grace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} jobs ignored their token; they run again after the next start")]
    public static partial void LeftRunning(this ILogger logger, int count);
}
