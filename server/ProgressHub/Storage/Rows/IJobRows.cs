using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Rows;

/// <summary>The rows of jobs, as one transaction reads and writes them. A row is known by its place in the order of arrival.</summary>
internal interface IJobRows
{
    /// <summary>Stores a new job without an attempt and without an end.</summary>
    /// <exception cref="ArgumentException">There is one with its id already.</exception>
    void Insert(in NewRow row);

    /// <summary>What is needed to judge a change; null if there is no such job. Nobody else changes the job until the transaction ends.</summary>
    RowHead? Head(JobId id);

    /// <summary>How a job stands to its kin; null if there is none.</summary>
    (JobState State, long Version, JobId? Parent)? Kin(JobId id);

    /// <summary>The children of a job that are not final, or may have children that are not.</summary>
    List<JobId> Below(JobId parent);

    JobSnapshot Read(long seq);

    /// <summary>A job with all that its next attempt needs.</summary>
    ClaimedJob ReadForAttempt(long seq);

    /// <summary>Adds the first jobs of a kind that may be claimed, in the order of claims.</summary>
    void AddReady(string kind, int max, int demand, List<(ReadyJob Job, int Demand)> ready);

    /// <summary>Scheduled jobs whose time has come, the earliest first.</summary>
    List<long> Due(DateTimeOffset now, int max);

    /// <summary>When the next scheduled job is due; null if none is.</summary>
    DateTimeOffset? NextDue();

    /// <summary>Begins an attempt.</summary>
    void Claim(long seq, JobSnapshot claimed);

    /// <summary>Begins the attempt after one that has failed, even beyond the number foreseen.</summary>
    void Repeat(long seq, JobSnapshot next);

    /// <summary>Writes everything that may change in the life of a job.</summary>
    void Save(long seq, JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result = null);

    /// <summary>Writes what an attempt says, if the job still runs in its epoch, has an older version, nobody asked to cancel it, and neither children nor others depend on it.</summary>
    bool TrySave(JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result);

    /// <summary>Removes a job with its groups and its large data.</summary>
    void Remove(long seq, JobSnapshot job);
}
