namespace ProgressHub.Commands.Rules;

/// <summary>Each line is one done, and says what was done.</summary>
internal sealed class LinesRule(JobReporter reporter, long? total, string unit) : IProgressRule
{
    private long _done;

    public bool Read(string line)
    {
        reporter.Report(++_done, total, unit, line);
        return true;
    }
}
