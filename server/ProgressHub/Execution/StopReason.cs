namespace ProgressHub;

/// <summary>Why an attempt's token fired.</summary>
public enum StopReason
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>Somebody asked the job to stop.</summary>
    CancelRequested,

    /// <summary>The attempt took longer than allowed.</summary>
    TimedOut,

    /// <summary>Another attempt holds the job; what this one writes is refused.</summary>
    LeaseLost,

    /// <summary>The node is going down; the job goes back to the queue.</summary>
    ShuttingDown,
}
