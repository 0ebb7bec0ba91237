using Microsoft.Extensions.Logging;

namespace ProgressHub.Client.Tracking;

/// <summary>The lines of tracked work that were not sent yet. Any thread may add; where lines come faster than they are sent, the oldest are dropped, and a line says how many.</summary>
internal sealed class WorkLog(TimeProvider time)
{
    /// <summary>How many lines and UTF-16 characters wait at most.</summary>
    public const int MaxLines = 50_000;
    public const int MaxChars = 4 << 20;

    /// <summary>What a report holds at most: a server takes 1,000 lines, and a body of 1 MiB, where a character may need six bytes.</summary>
    public const int MaxTaken = 1_000;
    private const int MaxTakenChars = 128 * 1024;

    private const int MaxTextChars = 4096;

    private readonly Lock _gate = new();

    // Under the gate.
    private readonly Queue<ReportedLine> _lines = new();
    private int _chars;
    private long _dropped;

    public bool HasLines
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count > 0;
            }
        }
    }

    /// <summary>Adds a line; false for a level that is none.</summary>
    public bool Add(LogLevel level, string? text)
    {
        if (level is < LogLevel.Trace or > LogLevel.Critical)
        {
            return false;
        }

        var line = new ReportedLine { At = time.GetUtcNow(), Level = level.ToString(), Text = WireText.Mend(text, MaxTextChars) ?? "" };
        lock (_gate)
        {
            _lines.Enqueue(line);
            _chars += line.Text.Length;
            while (_lines.Count > MaxLines || (_chars > MaxChars && _lines.Count > 1))
            {
                _chars -= _lines.Dequeue().Text!.Length;
                _dropped++;
            }
        }

        return true;
    }

    /// <summary>The oldest lines, as many as a report holds.</summary>
    public IReadOnlyList<ReportedLine> Take()
    {
        var taken = new List<ReportedLine>();
        lock (_gate)
        {
            if (_dropped > 0)
            {
                taken.Add(new() { At = _lines.Peek().At, Level = nameof(LogLevel.Warning), Text = $"{_dropped} {(_dropped == 1 ? "line" : "lines")} dropped" });
                _dropped = 0;
            }

            for (var chars = 0; chars < MaxTakenChars && taken.Count < MaxTaken && _lines.TryDequeue(out var line); chars += line.Text!.Length)
            {
                taken.Add(line);
                _chars -= line.Text!.Length;
            }
        }

        return taken;
    }
}
