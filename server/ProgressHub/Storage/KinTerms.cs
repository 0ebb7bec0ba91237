namespace ProgressHub.Storage;

/// <summary>What a new job says of its kin, beside the parent and the jobs it waits for that its snapshot names.</summary>
public sealed record KinTerms
{
    /// <summary>What most jobs say.</summary>
    public static KinTerms Usual { get; } = new();

    /// <summary>Its share in its parent's progress, relative to its siblings, 1 to 1,000; 1 by default.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>True where it succeeds whatever becomes of its children.</summary>
    public bool IgnoresChildFailure { get; init; }

    /// <summary>True where it runs whatever becomes of the jobs it waits for.</summary>
    public bool AfterAny { get; init; }

    /// <summary>The epoch of the parent's attempt that enqueues it, which must still hold the parent; null where somebody else enqueues it.</summary>
    public int? ParentEpoch { get; init; }

    /// <summary>How many children its parent may have; 100,000 by default.</summary>
    public int MaxSiblings { get; init; } = 100_000;
}
