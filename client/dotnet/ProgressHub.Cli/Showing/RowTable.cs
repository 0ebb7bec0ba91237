using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProgressHub.Cli.Showing;

/// <summary>Draws rows as lines of a screen: glyph, name, bar, percentage, amount, rate, time; below it, where there is room, what is being done.</summary>
internal sealed class RowTable(Looks looks) : Renderable
{
    /// <summary>A third of the bar passes through in this time.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1.6);

    private readonly Columns _columns = new();

    /// <summary>How states look here.</summary>
    public Looks Shapes => looks;

    public IReadOnlyList<Row> Rows { get; set; } = [];

    /// <summary>Whether each row has its second line.</summary>
    public bool HasSeconds { get; set; } = true;

    /// <summary>Whether second lines are shown whole, over as many lines as they take.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Below all rows.</summary>
    public string Notice { get; set; } = "";

    /// <summary>How long the list has been on the screen; moves what sweeps.</summary>
    public TimeSpan Elapsed { get; set; }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        // A line that fills the screen would wrap in some.
        var width = Math.Max(1, maxWidth - 1);
        _columns.Divide(Rows, width);
        var lines = Rows.SelectMany(row => Lines(row, width)).Where(line => line.Count > 0).ToList();
        if (Notice.Length > 0 || lines.Count == 0)
        {
            // A display that is redrawn cannot bear to have no line at all.
            lines.Add([new(Notice.Length > 0 ? Cells.Fit(Notice, width) : " ", Looks.Quiet)]);
        }

        for (var line = 0; line < lines.Count; line++)
        {
            if (line > 0)
            {
                yield return Segment.LineBreak;
            }

            foreach (var segment in Segment.Truncate(lines[line], width))
            {
                yield return segment;
            }
        }
    }

    private IEnumerable<List<Segment>> Lines(Row row, int width)
    {
        yield return First(row);
        if (!HasSeconds)
        {
            yield break;
        }

        // What found no column in the first line.
        var doing = _columns.Amount == 0 && row.Amount.Length > 0 ? string.Join(looks.Separator, new[] { row.Amount, row.Doing }.Where(text => text.Length > 0)) : row.Doing;
        if (IsWhole && Cells.Width(doing) > width - 2)
        {
            foreach (var piece in Pieces(doing, width - 2))
            {
                yield return [new($"  {piece}", row.DoingStyle)];
            }

            yield break;
        }

        var tail = width - 2 - Cells.Width(row.Tail) >= (IsWhole ? Cells.Width(doing) + Columns.Gap : Math.Min(Cells.Width(doing) + Columns.Gap, 30)) ? row.Tail : "";
        var room = width - 2 - Cells.Width(tail) - (tail.Length > 0 ? Columns.Gap : 0);
        if (doing.Length + tail.Length > 0)
        {
            yield return tail.Length == 0
                ? [new($"  {Cells.Fit(doing, room)}", row.DoingStyle)]
                : [new($"  {Cells.Left(doing, room)}", row.DoingStyle), new($"  {tail}", Looks.Faint)];
        }
    }

    private List<Segment> First(Row row)
    {
        var line = new List<Segment> { new($"{row.Glyph} ", row.Style), new(Cells.Left(row.Name, _columns.Name) + "  ") };
        if (_columns.Bar > 0)
        {
            line.AddRange(row.HasBar ? Bar(row) : [new(new string(' ', _columns.Bar))]);
        }

        line.Add(new(" " + Cells.Right(row.Percent, Columns.Percent + 1)));
        foreach (var (text, column) in new[] { (row.Amount, _columns.Amount), (row.Rate, _columns.Rate), (row.Standing, _columns.Standing) })
        {
            if (column > 0)
            {
                line.Add(new("  " + Cells.Left(text, column)));
            }
        }

        return line;
    }

    private IEnumerable<Segment> Bar(Row row)
    {
        var width = _columns.Bar;
        if (row.IsSweeping)
        {
            var part = Math.Max(1, width * 3 / 10);
            var at = (int)(Elapsed.TotalSeconds % Sweep.TotalSeconds / Sweep.TotalSeconds * (width - part + 1));
            return Cut([(at, looks.Empty, Looks.Faint), (part, looks.Filled, row.Style), (width - at - part, looks.Empty, Looks.Faint)]);
        }

        var parts = new List<(int, char, Style)>();
        var filled = 0;
        foreach (var (share, style) in row.Parts.Where(part => part.Share > 0))
        {
            // Something is seen of everything above nothing, and nothing below all is seen as all.
            var cells = Math.Min(Math.Max(1, (int)Math.Floor((share * width) + 1e-9)), width - filled);
            parts.Add((cells, looks.Filled, style));
            filled += cells;
        }

        var isAll = row.Parts.Sum(part => part.Share) >= 1 - 1e-9;
        if (isAll && parts.Count > 0 && filled < width)
        {
            parts[0] = (parts[0].Item1 + width - filled, looks.Filled, parts[0].Item3);
        }

        return Cut([.. parts, (isAll && parts.Count > 0 ? 0 : width - filled, parts.Count == 0 ? looks.Hatch : looks.Empty, Looks.Faint)]);
    }

    private static IEnumerable<Segment> Cut(IEnumerable<(int Cells, char Letter, Style Style)> parts) =>
        parts.Where(part => part.Cells > 0).Select(part => new Segment(new string(part.Letter, part.Cells), part.Style));

    /// <summary>A long text in pieces of so many cells, broken at blanks where there are any.</summary>
    private static IEnumerable<string> Pieces(string text, int width)
    {
        while (Cells.Width(text) > width && width > 1)
        {
            var fitted = Cells.Fit(text, width + 1).TrimEnd('…');
            var at = fitted.LastIndexOf(' ');
            var length = at > width / 2 ? at : Math.Max(1, fitted.Length);
            yield return text[..length];
            text = text[length..].TrimStart();
        }

        if (text.Length > 0)
        {
            yield return text;
        }
    }
}
