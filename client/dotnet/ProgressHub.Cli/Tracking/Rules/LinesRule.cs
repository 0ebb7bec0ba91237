namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>Each line on stdout is one done, and says what was done.</summary>
internal sealed class LinesRule(long? total) : IProgressRule
{
    private long _done;

    public bool KeepsLines => true;

    public Finding? Read(string line, bool isError) =>
        isError ? null : new() { Done = ++_done, Total = total, Unit = "lines", Message = line };
}
