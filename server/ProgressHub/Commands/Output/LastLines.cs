using ProgressHub.Reporting;

namespace ProgressHub.Commands.Output;

/// <summary>The newest lines of many.</summary>
internal sealed class LastLines
{
    private const int MaxLines = 10;
    private const int MaxBytes = 300;

    private readonly Queue<string> _lines = new();

    public string? Newest { get; private set; }

    public void Add(string line)
    {
        if (_lines.Count == MaxLines)
        {
            _lines.Dequeue();
        }

        Newest = ReportedText.Mend(line, MaxBytes)!;
        _lines.Enqueue(Newest);
    }

    /// <summary>Oldest first, with line feeds between.</summary>
    public override string ToString() => string.Join('\n', _lines);
}
