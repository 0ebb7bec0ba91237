using ProgressHub.Jobs;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Removes a final job with all that belongs to it.</summary>
internal sealed class RemoveOperation(JobId id) : WriteOperation<bool?>
{
    protected override bool? Change(WriteSession session)
    {
        if (session.Jobs.Head(id) is not { } head)
        {
            return null;
        }

        if (!head.State.IsFinal())
        {
            return false;
        }

        foreach (var group in session.Jobs.Read(head.Seq).Groups)
        {
            session.Connection.Prepare("DELETE FROM job_groups WHERE name = ?1 AND seq = ?2").Bind(1, group.Value).Bind(2, head.Seq).Run();
        }

        session.Connection.Prepare("DELETE FROM large_data WHERE seq = ?1").Bind(1, head.Seq).Run();
        session.Connection.Prepare("DELETE FROM jobs WHERE seq = ?1").Bind(1, head.Seq).Run();
        return true;
    }
}
