namespace ProgressHub.Storage;

/// <summary>A job to store.</summary>
/// <param name="Snapshot">Queued, or scheduled with <see cref="JobSnapshot.DueAt"/>, <see cref="JobSnapshot.WaitsFor"/> or both; version 1, attempt 0. Running in the first epoch where <see cref="Lease"/> is given; or final, to be kept only.</param>
/// <param name="Args">The arguments as JSON.</param>
public sealed record NewJob(JobSnapshot Snapshot, ReadOnlyMemory<byte> Args)
{
    internal const int UsualPerKey = 16;

    /// <summary>How long each attempt may take; null where the kind's setting counts.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many jobs of its kind with the same <see cref="JobSnapshot.ConcurrencyKey"/> may run at the same time; 16 by default. The newest job of a kind decides, for each key from its next job or change on.</summary>
    public int ConcurrencyPerKey { get; init; } = UsualPerKey;

    /// <summary>How long an attempt of this process holds the job, without a renewal, from the commit on: for work that another scheduler in the process has begun. Null for jobs that are to be claimed.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>Set where the work runs elsewhere: no worker claims it, and its lease begins at once.</summary>
    public ExternalTerms? External { get; init; }

    /// <summary>How it stands to its parent, its children and the jobs it waits for.</summary>
    public KinTerms Kin { get; init; } = KinTerms.Usual;
}
