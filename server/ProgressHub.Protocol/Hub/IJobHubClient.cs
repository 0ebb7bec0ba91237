namespace ProgressHub;

/// <summary>What the server calls on a client.</summary>
public interface IJobHubClient
{
    /// <summary>Whole snapshots of the jobs that changed.</summary>
    Task JobsChanged(IReadOnlyList<JobSnapshot> jobs);

    /// <summary>Roll-ups of the groups that changed.</summary>
    Task GroupsChanged(IReadOnlyList<GroupSummary> groups);

    /// <summary>New lines of one job's log. What is missing before <see cref="LogLines.FirstSeq"/> is to be fetched over HTTP.</summary>
    Task LogAppended(LogLines lines);

    /// <summary>Some watches have ended for good.</summary>
    Task WatchEnded(WatchEnd ended);

    /// <summary>This client was too far behind: watch again, without versions.</summary>
    Task Resync(ResyncReason reason);

    /// <summary>The server is about to close; come back after the delay.</summary>
    Task GoingAway(GoingAwayNotice notice);
}
