using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class AttemptRunnerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} of kind {Kind} failed in attempt {Attempt}")]
    public static partial void AttemptFailed(this ILogger logger, Exception exception, Guid job, string kind, int attempt);
}
