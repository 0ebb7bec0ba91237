using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Telemetry;

/// <summary>What a background loop does about an exception that nobody foresaw: it says so and goes on. Each kind of exception is logged once for each loop, with all that it tells, so that one that comes back every second does not fill the log.</summary>
internal sealed partial class LoopFaults(string loop, ILogger logger)
{
    private readonly ConcurrentDictionary<(Type, string?), bool> _told = new();

    /// <summary>How long a loop waits that has no pace of its own.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Logs a fault, unless one of its kind was logged before.</summary>
    public void Note(Exception fault)
    {
        if (_told.TryAdd((fault.GetType(), (fault as DbException)?.SqlState), true))
        {
            LoopFailed(loop, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} met an exception and goes on. Further ones of this kind are not logged")]
    private partial void LoopFailed(string loop, Exception fault);
}
