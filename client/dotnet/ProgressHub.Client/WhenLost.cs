namespace ProgressHub;

/// <summary>What becomes of a job that runs elsewhere and was silent for longer than its lease.</summary>
public enum WhenLost
{
    /// <summary>It fails, with the error type <c>lost</c>, after as long a silence again.</summary>
    Fail,

    /// <summary>It waits for its next report, however long that takes.</summary>
    Wait,
}
