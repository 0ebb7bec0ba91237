using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace ProgressHub.Cli.Tracking;

/// <summary>Makes lines of bytes as they come, within a bounded buffer, without colours and other escape sequences.</summary>
/// <param name="take">Gets each line, and whether the next one is written over it, as progress bars do.</param>
internal sealed partial class LineSplitter(Action<string, bool> take)
{
    /// <summary>How much of a line is kept: twice what a log keeps of it, which then cuts it visibly.</summary>
    public const int MaxLineBytes = 8192;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\r\n"u8);

    private readonly byte[] _line = new byte[MaxLineBytes];
    private int _length;
    private bool _endsWithReturn;

    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_endsWithReturn)
            {
                // Only what follows tells a line of another system from one that is written over.
                _endsWithReturn = false;
                var isLine = bytes[0] == (byte)'\n';
                Take(isOverwritten: !isLine);
                bytes = isLine ? bytes[1..] : bytes;
                continue;
            }

            var end = bytes.IndexOfAny(Ends);
            Keep(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            _endsWithReturn = bytes[end] == (byte)'\r';
            if (!_endsWithReturn)
            {
                Take(isOverwritten: false);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>What came last is a line, though no end came.</summary>
    public void Finish() => Take(isOverwritten: false);

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var kept = bytes[..Math.Min(bytes.Length, MaxLineBytes - _length)];
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
    }

    private void Take(bool isOverwritten)
    {
        var line = Escapes().Replace(Encoding.UTF8.GetString(_line, 0, _length), "");
        _length = 0;
        if (!string.IsNullOrWhiteSpace(line))
        {
            take(line, isOverwritten);
        }
    }

    /// <summary>Control sequences, operating system commands and two-character escapes (ECMA-48).</summary>
    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\)?|[ -/]*[0-~])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Escapes();
}
