using ProgressHub.Storage;
using ProgressHub.Storage.Logs;

namespace ProgressHub.Publishing;

/// <summary>A log that is watched here: how far it was sent, and what of this node's lines is stored but not sent yet.</summary>
/// <remarks>A job that logs fast can push a line out of its capped log within a second. What is kept here reaches those who watch even if their turn comes later than that.</remarks>
internal sealed class LogFeed(long next)
{
    /// <summary>How many lines are kept at most; older ones are read from the store, as long as they are there.</summary>
    public const int MaxLines = 50_000;

    public const int MaxChars = 4 << 20;

    private readonly Lock _gate = new();

    // Under the gate: lines without a gap.
    private readonly Queue<LogLine> _stored = new();
    private int _chars;
    private long _last;

    private int _isChanged = 1;

    /// <summary>The first number that was not sent yet. Owned by the pump.</summary>
    public long Next { get; set; } = next;

    /// <summary>Says that there may be more to send.</summary>
    public void Change() => Volatile.Write(ref _isChanged, 1);

    /// <summary>Whether there may be; from then on only what comes later counts.</summary>
    public bool TakeChange() => Interlocked.Exchange(ref _isChanged, 0) != 0;

    /// <summary>Keeps lines that were just stored, the last of which comes before <paramref name="end"/>.</summary>
    public void Keep(long end, IReadOnlyList<LogEntry> lines)
    {
        lock (_gate)
        {
            var seq = end - lines.Count;
            if (seq != _last + 1)
            {
                // Another process has stored lines between.
                _stored.Clear();
                _chars = 0;
            }

            foreach (var line in lines)
            {
                _stored.Enqueue(new LogLine(seq++, line.At, LogLevels.Name(line.Level), line.Text));
                _chars += line.Text.Length;
            }

            _last = end - 1;
            while (_stored.Count > MaxLines || _chars > MaxChars)
            {
                _chars -= _stored.Dequeue().Text.Length;
            }
        }

        Change();
    }

    /// <summary>The lines to send next, as many as one message holds; empty where the store has to be read.</summary>
    public List<LogLine> Take(int maxLines, int maxChars)
    {
        List<LogLine> lines = [];
        lock (_gate)
        {
            for (var chars = 0; lines.Count < maxLines && chars < maxChars && _stored.TryPeek(out var line) && line.Seq <= Next + lines.Count;)
            {
                _stored.Dequeue();
                _chars -= line.Text.Length;
                // Lower numbers were sent when they were read from the store.
                if (line.Seq >= Next)
                {
                    lines.Add(line);
                    chars += line.Text.Length;
                }
            }
        }

        return lines;
    }
}
