using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage.Kin;

namespace ProgressHub.Sqlite.Kin;

/// <summary>The kin of new jobs, as the transaction sees it.</summary>
internal sealed class KinView(WriteSession session) : IKinView
{
    private const string Head = "SELECT state, version, parent FROM jobs WHERE id = ?1";

    public (JobState State, long Version, JobId? Parent)? Find(JobId id)
    {
        var row = session.Connection.Prepare(Head).Bind(1, id);
        if (!row.Step())
        {
            return null;
        }

        (JobState, long, JobId?) found = ((JobState)row.Int(0), row.Long(1), row.IsNull(2) ? null : row.Id(2));
        row.Reset();
        return found;
    }

    public int CountChildren(JobId id) => session.Kin.Families.Read(id)?.Family.Counts.Total ?? 0;
}
