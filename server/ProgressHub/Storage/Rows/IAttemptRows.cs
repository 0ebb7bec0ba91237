namespace ProgressHub.Storage.Rows;

/// <summary>The attempts that jobs leave behind.</summary>
internal interface IAttemptRows
{
    /// <summary>Those written down, the oldest first.</summary>
    List<JobAttempt> Read(JobId id);

    /// <summary>Writes one down, in the place of one with the same epoch, and forgets the oldest beyond <see cref="AttemptRecords.Kept"/>.</summary>
    void Write(JobId id, JobAttempt attempt);

    void Remove(JobId id);
}
