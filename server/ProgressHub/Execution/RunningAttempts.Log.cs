using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class RunningAttemptsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Job} is lost; this attempt is stopped")]
    public static partial void LeaseLost(this ILogger logger, Guid job);
}
