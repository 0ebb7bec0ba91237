namespace ProgressHub.Storage;

/// <summary>Makes the share of a job in its groups' roll-ups.</summary>
internal static class GroupMemberOf
{
    public static GroupMember Snapshot(JobSnapshot job) => Parts(job.Id, job.Version, job.State, job.Progress);

    public static GroupMember Parts(JobId id, long version, JobState state, JobProgress? progress) =>
        new(id, version, state, progress?.Fraction, progress?.Done, progress?.Total, progress?.Unit);
}
