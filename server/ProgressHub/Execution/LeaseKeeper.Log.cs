using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class LeaseKeeperLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Leases could not be renewed: {Reason}")]
    public static partial void LeasesWait(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Job} is lost; this attempt is stopped")]
    public static partial void LeaseLost(this ILogger logger, Guid job);
}
