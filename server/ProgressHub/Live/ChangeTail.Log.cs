using Microsoft.Extensions.Logging;

namespace ProgressHub.Live;

internal static partial class ChangeTailLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What other nodes have changed could not be read: {Reason}")]
    public static partial void TailFailed(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "This node has missed changes of other nodes and read what is watched here again: {Jobs} jobs of watched groups were found changed")]
    public static partial void ChangesMissed(this ILogger logger, int jobs);
}
