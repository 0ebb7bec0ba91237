using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class AttemptWriterLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} ended attempts wait for the store: {Reason}")]
    public static partial void EndsWait(this ILogger logger, int count, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} ended attempts could not be stored before the node went down; their jobs run again")]
    public static partial void EndsGivenUp(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store cannot take the end of an attempt of job {Job}, which runs again when its lease is over: {Reason}")]
    public static partial void EndNotTaken(this ILogger logger, Guid job, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of an attempt of job {Job} was refused: another attempt holds the job")]
    public static partial void EndRefused(this ILogger logger, Guid job);
}
