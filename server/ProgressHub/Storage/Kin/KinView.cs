using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>The kin of new jobs, as the transaction sees it.</summary>
internal sealed class KinView(WriteSession session) : IKinView
{
    public (JobState State, long Version, JobId? Parent)? Find(JobId id) => session.Jobs.Kin(id);

    public int CountChildren(JobId id) => session.Kin.Families.Read(id)?.Family.Counts.Total ?? 0;
}
