namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>Each byte on stdout is one done, as of a program that writes its work into a pipe.</summary>
internal sealed class BytesRule(long? total) : IProgressRule
{
    private long _done;

    public bool CountsBytes => true;

    public Finding? Read(string line, bool isError) => null;

    public Finding? Count(int bytes) => new() { Done = _done += bytes, Total = total, Unit = "B" };
}
