namespace ProgressHub.Cli.Showing;

/// <summary>The widths of the columns of a list. They only grow, so that a changing digit never moves its neighbour.</summary>
internal sealed class Columns
{
    public const int Gap = 2;
    private const int MaxName = 24;
    private const int LeastBar = 10;
    private const int MostBar = 40;
    private const int Glyph = 2;

    private int _name;
    private int _amount;
    private int _rate;
    private int _standing;

    public int Name { get; private set; }

    public int Bar { get; private set; }

    public const int Percent = 5;

    public int Amount { get; private set; }

    public int Rate { get; private set; }

    public int Standing { get; private set; }

    /// <summary>Divides a width among the columns. Where there is too little, amount, rate and standing go, in this order; the name is cut last.</summary>
    public void Divide(IEnumerable<Row> rows, int width)
    {
        foreach (var row in rows)
        {
            _name = Math.Max(_name, Math.Min(MaxName, Cells.Width(row.Name)));
            _amount = Math.Max(_amount, Cells.Width(row.Amount));
            _rate = Math.Max(_rate, Cells.Width(row.Rate));
            _standing = Math.Max(_standing, Cells.Width(row.Standing));
        }

        (Name, Amount, Rate, Standing) = (_name, _amount, _rate, _standing);
        Bar = Rest(width);
        foreach (var drop in (Action[])[() => Amount = 0, () => Rate = 0, () => Standing = 0])
        {
            if (Bar >= LeastBar)
            {
                break;
            }

            drop();
            Bar = Rest(width);
        }

        if (Bar < LeastBar)
        {
            Name = Math.Max(1, Name + Bar - LeastBar);
            Bar = Math.Max(0, Rest(width));
        }

        Bar = Math.Min(Bar, MostBar);
    }

    private int Rest(int width) => width - Glyph - Name - Gap - Gap - Percent - Taken(Amount) - Taken(Rate) - Taken(Standing);

    private static int Taken(int column) => column == 0 ? 0 : column + Gap;
}
