namespace ProgressHub.Storage;

/// <summary>How a change of a recurring job ended.</summary>
public enum RecurrenceOutcome
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>Nothing was changed: it is not, or no longer, as the caller has read it.</summary>
    Stale,

    /// <summary>Nothing was changed: there are as many as there may be.</summary>
    Full,
}
