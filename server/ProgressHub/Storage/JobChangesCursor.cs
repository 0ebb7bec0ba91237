namespace ProgressHub.Storage;

/// <summary>Where a reading of changes has ended.</summary>
/// <param name="At">The time of the newest change known, on the store's clock, in milliseconds since 1970.</param>
/// <param name="Known">The places of those that were read and are looked at again: commits do not come in the order of their times, so each reading overlaps the one before.</param>
internal sealed record JobChangesCursor(long At, IReadOnlySet<long> Known)
{
    /// <summary>When it was read, on the store's clock.</summary>
    public long ReadAt { get; init; }

    /// <summary>How often the other nodes may have taken this one for gone until then.</summary>
    public int Absences { get; init; }

    /// <summary>After a gap, when to compare once more: by then every commit that took this node for gone is there.</summary>
    public long? CompareAt { get; init; }
}
