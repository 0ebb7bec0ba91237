using System.Buffers;
using System.Globalization;
using System.Text;

namespace ProgressHub.Cli.Words;

/// <summary>Text that others wrote, made harmless: nothing in it moves the cursor, colours, turns the direction of letters or breaks a line.</summary>
internal static class PlainText
{
    private const char FirstPicture = '\u2400';
    private const char PictureOfDelete = '\u2421';
    private const char Unknown = '\uFFFD';

    // Controls (C0, DEL, C1), line and paragraph separators, and what turns the direction of letters.
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Where(code => code < 0x20 || code >= 0x7F).Concat([0x2028, 0x2029, 0x061C, 0x200E, 0x200F])
            .Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code)]);

    /// <summary>One line: each break and tab is a blank, each other control a symbol.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text) || !NeedsCare(text))
        {
            return text ?? "";
        }

        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            line.Append(Harmless(rune));
        }

        return line.ToString().Trim();
    }

    /// <summary>The lines of a longer text, each harmless.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Line);

    private static bool NeedsCare(string text)
    {
        if (text.AsSpan().ContainsAny(Suspects))
        {
            return true;
        }

        // Half a character would become a question mark, or worse, on its way out.
        foreach (var letter in text)
        {
            if (char.IsSurrogate(letter))
            {
                return true;
            }
        }

        return false;
    }

    private static string Harmless(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' or 0x2028 or 0x2029 => " ",
        < 0x20 => ((char)(FirstPicture + rune.Value)).ToString(CultureInfo.InvariantCulture),
        0x7F => PictureOfDelete.ToString(CultureInfo.InvariantCulture),
        _ when rune.IsBmp && Suspects.Contains((char)rune.Value) => Unknown.ToString(CultureInfo.InvariantCulture),
        _ => rune.ToString(),
    };
}
