namespace ProgressHub.Cli.Showing;

/// <summary>Shows the jobs that are followed, in the way that suits whoever reads. Called from any thread; disposed, it has shown all.</summary>
internal interface IJobView : IAsyncDisposable
{
    /// <summary>The newest snapshot of a job.</summary>
    void Show(JobSnapshot job);

    /// <summary>The newest roll-up of the group that is followed.</summary>
    void Show(GroupSummary group);

    /// <summary>A line of a job's log.</summary>
    void Show(JobId id, LogLine line);

    /// <summary>How the link to the server stands now; told a few times a second.</summary>
    void Show(LinkView link);
}
