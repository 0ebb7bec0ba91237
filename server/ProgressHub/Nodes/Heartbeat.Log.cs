using Microsoft.Extensions.Logging;

namespace ProgressHub.Nodes;

internal sealed partial class Heartbeat
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The sign of life of this node waits: {Reason}")]
    private partial void BeatWaits(string reason);
}
