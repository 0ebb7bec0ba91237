using System.Buffers;
using System.Text;

namespace ProgressHub.Commands.Output;

/// <summary>Makes lines of bytes as they come, within a bounded buffer. A line ends with a line feed, a carriage return (as progress bars write, which then write over it) or both.</summary>
internal sealed class LineSplitter(Action<string> take)
{
    /// <summary>How much of a line is kept: more than the log keeps of it, so that it cuts the line visibly.</summary>
    public const int MaxLineBytes = 8192;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\r\n"u8);

    private readonly byte[] _line = new byte[MaxLineBytes];
    private int _length;
    private bool _afterReturn;

    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_afterReturn && bytes[0] == (byte)'\n')
            {
                bytes = bytes[1..];
            }

            _afterReturn = false;
            var end = bytes.IndexOfAny(Ends);
            Keep(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            _afterReturn = bytes[end] == (byte)'\r';
            Take();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>What came last is a line, though no end came.</summary>
    public void Finish() => Take();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var kept = bytes[..Math.Min(bytes.Length, MaxLineBytes - _length)];
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
    }

    /// <summary>Bytes that are no UTF-8 become U+FFFD. Lines of blanks say nothing.</summary>
    private void Take()
    {
        var line = Encoding.UTF8.GetString(_line, 0, _length);
        _length = 0;
        if (!string.IsNullOrWhiteSpace(line))
        {
            take(line);
        }
    }
}
