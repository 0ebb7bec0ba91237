namespace ProgressHub.Storage.Rows;

/// <summary>Who runs what, and until when without a renewal. The store knows the clock that leases end on.</summary>
internal interface ILeaseRows
{
    /// <summary>Takes a lease for this process; one that names a kind counts for the limit of it.</summary>
    void Take(JobId id, TimeSpan lease, string? kind = null);

    /// <summary>How many leases count for the limit of a kind.</summary>
    int OfKind(string kind);

    void Renew(JobId id, TimeSpan lease);

    void End(JobId id);

    /// <summary>Jobs whose lease is over.</summary>
    List<JobId> Ended(int max);

    /// <summary>Jobs that an owner holds.</summary>
    List<JobId> OfOwner(string owner, int max);
}
