using System.Text;

namespace ProgressHub.Client.Tracking;

/// <summary>Text of a program, mended so far that it can be sent; the server cuts it visibly.</summary>
internal static class WireText
{
    /// <summary>Cuts what the server would cut anyway, and puts U+FFFD for half a character, which is no JSON.</summary>
    public static string? Mend(string? text, int most)
    {
        if (text is null)
        {
            return null;
        }

        // One more than the server takes, so that it sees that there was more.
        var cut = text.Length > most ? text[..(most + 1)] : text;
        if (!cut.Any(char.IsSurrogate))
        {
            return cut;
        }

        var mended = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            mended.Append(rune);
        }

        return mended.ToString();
    }
}
