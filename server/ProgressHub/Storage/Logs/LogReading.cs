using System.Text;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Storage.Logs;

/// <summary>Makes the answer to a search out of a log's blocks, the same in every store.</summary>
internal sealed class LogReading
{
    private readonly LogSearch _search;
    private readonly List<LogLine> _lines = [];
    private readonly long _dropped;
    private long _next;
    private int _chars;

    /// <summary>Begins to read a log whose newest line has the number <paramref name="last"/> and whose oldest <paramref name="dropped"/> are gone.</summary>
    public LogReading(LogSearch search, long last, long dropped)
    {
        (_search, _dropped) = (search, dropped);
        First = Math.Max(dropped, search.AfterSeq < 0 ? last + search.AfterSeq : Math.Min(search.AfterSeq, last)) + 1;
        _next = First;
    }

    /// <summary>The first number that is looked at: the store passes the blocks from the one that holds it.</summary>
    public long First { get; }

    /// <summary>Looks through a block; false when no further one is wanted.</summary>
    /// <param name="block">Its bytes.</param>
    /// <param name="last">The number of its last line.</param>
    public bool Add(ReadOnlySpan<byte> block, long last)
    {
        var count = (long)LogBlock.ReadNumber(ref block);
        var before = 0L;
        for (var seq = last - count + 1; seq <= last; seq++)
        {
            var (at, level) = LogBlock.ReadLine(ref block, ref before, out var bytes);
            if (seq < _next)
            {
                continue;
            }

            if (IsFull)
            {
                return false;
            }

            _next = seq + 1;
            if (level >= _search.Level && Fits(bytes) is { } text)
            {
                _lines.Add(new LogLine(seq, at, LogLevels.Name(level), text));
                _chars += text.Length;
            }
        }

        return !IsFull;
    }

    public LogLines ToLines() => new(_search.Id, First, _next, _lines, _dropped);

    private bool IsFull => _lines.Count == _search.Limit || _chars >= _search.MaxChars;

    private string? Fits(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return _search.Text is null || SearchText.Has(text, _search.Text) ? text : null;
    }
}
