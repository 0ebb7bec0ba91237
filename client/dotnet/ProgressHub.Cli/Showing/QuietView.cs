namespace ProgressHub.Cli.Showing;

/// <summary>Shows nothing: somebody waits for the exit code.</summary>
internal sealed class QuietView : IJobView
{
    public void Show(JobSnapshot job)
    {
        // Nothing, as asked.
    }

    public void Show(GroupSummary group)
    {
        // Nothing, as asked.
    }

    public void Show(JobId id, LogLine line)
    {
        // Nothing, as asked.
    }

    public void Show(LinkView link)
    {
        // Nothing, as asked.
    }

    public ValueTask DisposeAsync() => default;
}
