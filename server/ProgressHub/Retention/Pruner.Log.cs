using Microsoft.Extensions.Logging;

namespace ProgressHub.Retention;

internal sealed partial class Pruner
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} final jobs were removed: they were older or more than retention keeps")]
    private partial void Pruned(long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old jobs could not be removed now: {Reason}")]
    private partial void PruningWaits(string reason);
}
