using ProgressHub.Storage;

namespace ProgressHub.Publishing;

/// <summary>What a snapshot adds to a roll-up.</summary>
internal static class GroupMembers
{
    public static GroupMember ToMember(this JobSnapshot job) => new(
        job.Id, job.Version, job.State, job.Progress?.Fraction, job.Progress?.Done, job.Progress?.Total, job.Progress?.Unit);
}
