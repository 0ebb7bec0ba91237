using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class LeaseFenceLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Job} could not be renewed for {Seconds:0.#} s; this attempt is stopped before another node may start the next")]
    public static partial void LeaseEnds(this ILogger logger, Guid job, double seconds);
}
