using System.Runtime;

namespace ProgressHub.Benchmarks.Measuring;

/// <summary>The plain table that a bench ends with.</summary>
internal sealed class Table(string title, string? baseline = null, string? other = null)
{
    private readonly List<Row> _rows = [];
    private readonly List<string> _notes = [];

    public Row Row(string name, string unit, Target? target = null)
    {
        var row = new Row(name, unit, target);
        _rows.Add(row);
        return row;
    }

    /// <summary>A sentence below the table, told once.</summary>
    public void Note(string text)
    {
        if (!_notes.Contains(text))
        {
            _notes.Add(text);
        }
    }

    /// <summary>Counts the runs, and says on stderr how far it is: a bench may take minutes.</summary>
    public IEnumerable<int> Runs(int count)
    {
        for (var run = 0; run < count; run++)
        {
            Console.Error.WriteLine($"{title}: run {run + 1} of {count}");
            yield return run;
        }
    }

    public void Print(int runs)
    {
        string[][] lines = [["measure", "unit", "ProgressHub", baseline ?? "", other ?? "", "ratio", "target", "verdict"], .. _rows.Select(row => row.Cells())];
        lines = [.. lines.Select(line => (string[])[.. line[..3], .. baseline is null ? [] : line[3..4], .. other is null ? [] : line[4..5], .. baseline is null ? [] : line[5..6], .. line[6..]])];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        Console.WriteLine();
        Console.WriteLine($"{title}: median of {runs} runs (range)");
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {Environment.OSVersion}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC");
        foreach (var line in lines)
        {
            Console.WriteLine(string.Join("  ", line.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }

        foreach (var note in _notes)
        {
            Console.WriteLine($"  {note}");
        }
    }
}
