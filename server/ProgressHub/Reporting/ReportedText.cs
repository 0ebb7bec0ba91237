using System.Text;

namespace ProgressHub.Reporting;

/// <summary>Text that a job reports, mended into what may be shown.</summary>
internal static class ReportedText
{
    public const int MaxMessageBytes = 1024;
    public const int MaxNameBytes = 64;

    /// <summary>Cuts text visibly, puts a space for each control character and U+FFFD for half a character.</summary>
    /// <remarks>Messages are one line, and reach terminals, where a control character is a command.</remarks>
    public static string? Mend(string? text, int maxBytes)
    {
        var cut = Cut(text, maxBytes);
        if (cut is null || !NeedsMending(cut))
        {
            return cut;
        }

        var mended = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            // Half a character is enumerated as U+FFFD.
            mended.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return mended.ToString();
    }

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
