using System.Text;
using Spectre.Console.Rendering;

namespace ProgressHub.Cli.Showing;

/// <summary>Text measured in the cells of a screen, where letters of some scripts take two.</summary>
internal static class Cells
{
    private const char Ellipsis = '…';

    public static int Width(string text) => new Segment(text).CellCount();

    /// <summary>The text in at most so many cells, cut visibly.</summary>
    public static string Fit(string text, int width)
    {
        if (width <= 0)
        {
            return "";
        }

        if (Width(text) <= width)
        {
            return text;
        }

        var (kept, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.ToString();
            used += Width(letter);
            if (used > width - 1)
            {
                break;
            }

            kept.Append(letter);
        }

        return kept.Append(Ellipsis).ToString();
    }

    /// <summary>The text in exactly so many cells, at the left.</summary>
    public static string Left(string text, int width)
    {
        var fitted = Fit(text, width);
        return fitted + new string(' ', Math.Max(0, width - Width(fitted)));
    }

    /// <summary>The text in exactly so many cells, at the right.</summary>
    public static string Right(string text, int width)
    {
        var fitted = Fit(text, width);
        return new string(' ', Math.Max(0, width - Width(fitted))) + fitted;
    }
}
