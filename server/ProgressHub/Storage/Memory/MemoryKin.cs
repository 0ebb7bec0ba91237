using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Memory;

/// <summary>What ties one job in memory to others.</summary>
internal sealed class MemoryKin
{
    // As a parent.

    /// <summary>How its children stand.</summary>
    public Family Family { get; set; } = new(new ChildCounts(0, 0, 0, 0), 0, 0, false);

    /// <summary>Rises with every explicit retry, so that children of the time before count no longer.</summary>
    public int Round { get; set; }

    /// <summary>All its children, also those of earlier rounds.</summary>
    public List<JobId> Children { get; } = [];

    /// <summary>What its code returned, until its children are final.</summary>
    public ReadOnlyMemory<byte>? Returned { get; set; }

    // As a child.

    /// <summary>Its share in its parent's progress.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The round of its parent that it was born in.</summary>
    public int BornIn { get; init; }

    // As one that others wait for, and one that waits.

    /// <summary>Jobs that wait for its end.</summary>
    public List<JobId>? Waiters { get; set; }

    /// <summary>How many it still waits for.</summary>
    public int Open { get; set; }

    /// <summary>Whether it runs whatever becomes of those it waits for.</summary>
    public bool AfterAny { get; init; }
}
