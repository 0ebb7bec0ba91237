using System.Buffers;
using System.Text;

namespace ProgressHub.Reporting;

/// <summary>Text that a job reports, mended into what may be shown.</summary>
internal static class ReportedText
{
    public const int MaxMessageBytes = 1024;
    public const int MaxNameBytes = 64;

    private static readonly SearchValues<char> ColourNumbers = SearchValues.Create("0123456789;:");

    /// <summary>Cuts text visibly, puts a space for each control character and U+FFFD for half a character.</summary>
    /// <remarks>Messages are one line, and reach terminals, where a control character is a command.</remarks>
    public static string? Mend(string? text, int maxBytes) => Mend(text, maxBytes, keepColours: false);

    /// <summary>The same for a line of a log, where the sequences stay that set colour and weight and nothing else (SGR of ECMA-48).</summary>
    public static string? MendLine(string? text, int maxBytes) => Mend(text, maxBytes, keepColours: true);

    /// <summary>Cuts text to so many bytes of UTF-8, visibly, and never through a character.</summary>
    public static string? Cut(string? text, int maxBytes)
    {
        // A character is at most 3 bytes, so short texts need no count, and at least 1, so neither do long ones.
        if (text is null || text.Length * 3L <= maxBytes || (text.Length <= maxBytes && Encoding.UTF8.GetByteCount(text) <= maxBytes))
        {
            return text;
        }

        var room = maxBytes - 3;
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, kept), "…");
    }

    private static string? Mend(string? text, int maxBytes, bool keepColours)
    {
        var cut = Cut(text, maxBytes);
        if (cut is null || !NeedsMending(cut))
        {
            return cut;
        }

        var mended = new StringBuilder(cut.Length);
        for (var rest = cut.AsSpan(); !rest.IsEmpty;)
        {
            var taken = keepColours ? ColourLength(rest) : 0;
            if (taken > 0)
            {
                mended.Append(rest[..taken]);
            }
            else
            {
                // Half a character is read as U+FFFD.
                Rune.DecodeFromUtf16(rest, out var rune, out taken);
                mended.Append(Rune.IsControl(rune) ? " " : rune.ToString());
            }

            rest = rest[taken..];
        }

        return mended.ToString();
    }

    /// <summary>How long the sequence is that sets colours and begins here; 0 where there is none.</summary>
    private static int ColourLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("\e[", StringComparison.Ordinal))
        {
            return 0;
        }

        var numbers = text[2..].IndexOfAnyExcept(ColourNumbers);
        return numbers >= 0 && text[2 + numbers] == 'm' ? numbers + 3 : 0;
    }

    private static bool NeedsMending(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                return true;
            }
        }

        return false;
    }
}
