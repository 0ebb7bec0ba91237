namespace ProgressHub;

/// <summary>What becomes of a job one of whose children does not succeed.</summary>
public enum ChildFailure
{
    /// <summary>It fails too, with the error type <c>children-failed</c>, once all its children are final.</summary>
    Fail,

    /// <summary>It succeeds nevertheless.</summary>
    Ignore,
}
