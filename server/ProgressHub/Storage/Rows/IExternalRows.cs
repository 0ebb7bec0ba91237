namespace ProgressHub.Storage.Rows;

/// <summary>What is kept of the reports on jobs that run elsewhere.</summary>
internal interface IExternalRows
{
    /// <summary>Begins the lease of a job whose row is stored, and takes it out of what may be claimed.</summary>
    void Insert(JobId id, ExternalTerms terms);

    /// <summary>Reads what is kept beside a snapshot; null if the job is not external.</summary>
    ExternalJob? Read(JobSnapshot job);

    /// <summary>Writes what has changed, and begins the lease anew.</summary>
    void Save(ExternalJob job);

    /// <summary>Begins the lease anew, or ends it where nobody is to report.</summary>
    void SetLease(JobId id, TimeSpan? lease);

    /// <summary>Begins all leases anew.</summary>
    void RenewAll();

    /// <summary>Jobs whose lease has passed, the earliest first.</summary>
    List<JobId> Silent(int max);

    void Remove(JobId id);
}
