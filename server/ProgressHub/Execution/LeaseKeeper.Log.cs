using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

internal static partial class LeaseKeeperLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Leases could not be renewed: {Reason}")]
    public static partial void LeasesWait(this ILogger logger, string reason);
}
