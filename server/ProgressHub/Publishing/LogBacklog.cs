namespace ProgressHub.Publishing;

/// <summary>Lines of logs that a busy watcher has not been told yet. Not thread safe.</summary>
/// <remarks>Lines do not conflate, so they wait as they came, in messages that all watchers share, up to a bound. Past it an empty message stands for what a log goes on with: its numbers show the gap, and the client fetches it over HTTP.</remarks>
internal sealed class LogBacklog
{
    /// <summary>More lines than this are not kept, of all logs together.</summary>
    public const int MaxLines = 10_000;

    /// <summary>Nor more UTF-16 characters of text, beside one message of any length.</summary>
    public const int MaxChars = 2 << 20;

    private readonly Queue<(Delivery Delivery, int Chars)> _kept = new();
    private readonly Dictionary<JobId, LogLines> _gaps = [];
    private int _lines;
    private int _chars;

    public void Keep(Delivery delivery, LogLines log)
    {
        var chars = log.Lines.Sum(static line => line.Text.Length);
        // Once a log has a gap, what follows stays behind it until the gap is told.
        if (_gaps.ContainsKey(log.Id) || (_kept.Count > 0 && (_lines + log.Lines.Count > MaxLines || _chars + chars > MaxChars)))
        {
            _gaps[log.Id] = log with { FirstSeq = log.NextSeq, Lines = [] };
            return;
        }

        _kept.Enqueue((delivery, chars));
        _lines += log.Lines.Count;
        _chars += chars;
    }

    public Delivery? TryTake()
    {
        if (_kept.TryDequeue(out var kept))
        {
            _lines -= kept.Delivery.Log!.Lines.Count;
            _chars -= kept.Chars;
            return kept.Delivery;
        }

        foreach (var (id, gap) in _gaps)
        {
            _gaps.Remove(id);
            return new Delivery(nameof(IJobHubClient.LogAppended), [gap]);
        }

        return null;
    }
}
