using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Storage.Logs;

/// <summary>Some lines of one log as bytes. Stores keep logs in such blocks: a row per line costs six times as much (measured on SQLite, 500 lines a commit).</summary>
/// <remarks>The number of lines, then for each line the milliseconds since the one before it (the first: since 1970), the level, the length of the text and the text in UTF-8. Numbers are of variable length (LEB128), times zigzag, since a clock may be set back.</remarks>
internal static class LogBlock
{
    /// <summary>More lines than this make several blocks, so that reading a few need not pass by many.</summary>
    public const int MaxLines = 1000;

    private const int MaxVarintBytes = 10;

    public static byte[] Write(ReadOnlySpan<LogEntry> lines)
    {
        var buffer = new ArrayBufferWriter<byte>(lines.Length * 64 + MaxVarintBytes);
        WriteNumber(buffer, (ulong)lines.Length);
        var before = 0L;
        foreach (var line in lines)
        {
            var at = line.At.ToUnixTimeMilliseconds();
            WriteNumber(buffer, ZigZag(at - before));
            before = at;
            WriteNumber(buffer, (ulong)line.Level);
            WriteNumber(buffer, (ulong)Encoding.UTF8.GetByteCount(line.Text));
            Encoding.UTF8.GetBytes(line.Text, buffer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>How many lines a block has.</summary>
    public static int Count(ReadOnlySpan<byte> block) => (int)ReadNumber(ref block);

    /// <summary>The next line of what is left of a block, and the time of the line before it, which the caller only carries from call to call.</summary>
    public static (DateTimeOffset At, LogLevel Level) ReadLine(ref ReadOnlySpan<byte> left, ref long before, out ReadOnlySpan<byte> text)
    {
        var zigzag = ReadNumber(ref left);
        before += (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        var level = (LogLevel)ReadNumber(ref left);
        var length = (int)ReadNumber(ref left);
        text = left[..length];
        left = left[length..];
        return (DateTimeOffset.FromUnixTimeMilliseconds(before), level);
    }

    public static ulong ReadNumber(ref ReadOnlySpan<byte> left)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = left[0];
            left = left[1..];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }

    private static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    private static void WriteNumber(ArrayBufferWriter<byte> buffer, ulong number)
    {
        var span = buffer.GetSpan(MaxVarintBytes);
        var length = 0;
        while (number >= 0x80)
        {
            span[length++] = (byte)(number | 0x80);
            number >>= 7;
        }

        span[length++] = (byte)number;
        buffer.Advance(length);
    }
}
