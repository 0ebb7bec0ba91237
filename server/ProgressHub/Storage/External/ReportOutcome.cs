namespace ProgressHub.Storage;

/// <summary>What becomes of a report.</summary>
public enum ReportOutcome
{
    /// <summary>It counts.</summary>
    Taken,

    /// <summary>It is the last one once more: its answer was lost. Nothing changes.</summary>
    Repeated,

    /// <summary>The job has changed since the version it was worked out from. Work it out again.</summary>
    Moved,

    /// <summary>There is no such external job, or the token is not one of its.</summary>
    Unknown,

    /// <summary>Another token has taken the place of this one.</summary>
    Stale,

    /// <summary>The job is final.</summary>
    Final,

    /// <summary>It says that the job was canceled, and nobody has asked for that.</summary>
    NotRequested,

    /// <summary>The number does not grow.</summary>
    OutOfOrder,
}
