namespace ProgressHub.Storage;

/// <summary>One small step of removing what is no longer kept.</summary>
/// <param name="Policy">What is kept.</param>
/// <param name="ByAge">True to look at every job's age; false to look only while a kind has more final jobs than it may.</param>
/// <param name="AfterSeq">Where the step before ended; 0 begins anew.</param>
public sealed record PruneStep(RetentionPolicy Policy, bool ByAge, long AfterSeq = 0);

/// <summary>What a step did.</summary>
/// <param name="Removed">The jobs that are gone, as they were.</param>
/// <param name="Next">Where the next step goes on; null if there is nothing more to look at now.</param>
public sealed record PruneAnswer(IReadOnlyList<JobSnapshot> Removed, long? Next)
{
    /// <summary>Nothing to do.</summary>
    public static PruneAnswer Empty { get; } = new([], null);
}
