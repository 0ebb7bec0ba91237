namespace ProgressHub.Storage;

/// <summary>What becomes of an external job that was found lost.</summary>
public enum LostPolicy
{
    /// <summary>It fails (error type <c>lost</c>) when another lease has passed without a report. The default.</summary>
    Fail,

    /// <summary>It stays as it is, however long it takes until somebody reports again.</summary>
    Wait,
}
