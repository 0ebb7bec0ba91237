namespace ProgressHub.Storage.Kin;

/// <summary>What a store must tell of its jobs so that new ones can be judged by their kin.</summary>
internal interface IKinView
{
    /// <summary>Null if there is no such job.</summary>
    (JobState State, long Version, JobId? Parent)? Find(JobId id);

    /// <summary>How many children the job has had since its last explicit retry.</summary>
    int CountChildren(JobId id);
}
