namespace ProgressHub.Storage;

/// <summary>What became of new jobs that came with an <see cref="IdempotencyKey"/>. Without one they are stored.</summary>
public enum EnqueueOutcome
{
    /// <summary>They were stored: the key was new, its window was over, or none of its jobs is left.</summary>
    Stored,

    /// <summary>Nothing was stored: the same was asked before under this key.</summary>
    Repeated,

    /// <summary>Nothing was stored: something else was asked before under this key.</summary>
    Reused,
}
