using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class ForeignAttemptsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A job of kind {Kind} runs unseen: {Reason}")]
    public static partial void RunsUnseen(this ILogger logger, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of job {Job} could not be stored: {Reason}")]
    public static partial void EndNotStored(this ILogger logger, Guid job, string reason);
}
