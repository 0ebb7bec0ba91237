using Microsoft.Extensions.Logging;

namespace ProgressHub.Reporting;

/// <summary>The lines an attempt has logged and nobody has taken yet. Any thread may add: nothing waits and nothing throws; where lines come faster than they are taken, the oldest are dropped and counted.</summary>
internal sealed class JobLog(TimeProvider time)
{
    /// <summary>How many lines wait at most; a watcher is told how many more there were.</summary>
    public const int MaxPending = 10_000;

    public const int MaxTextBytes = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new();
    private long _dropped;

    public void Add(LogLevel level, string? message)
    {
        var line = new LogLine(time.GetUtcNow(), level.ToString(), ReportedText.Mend(message, MaxTextBytes) ?? "");
        lock (_gate)
        {
            if (_lines.Count == MaxPending)
            {
                _lines.Dequeue();
                _dropped++;
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>Takes what waits, oldest first, and how many lines were dropped before it.</summary>
    public (IReadOnlyList<LogLine> Lines, long Dropped) Take()
    {
        lock (_gate)
        {
            var taken = (_lines.ToArray(), _dropped);
            _lines.Clear();
            _dropped = 0;
            return taken;
        }
    }
}
