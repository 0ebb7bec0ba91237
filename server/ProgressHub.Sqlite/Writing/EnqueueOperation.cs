using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;
using SQLitePCL;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Stores new jobs.</summary>
internal sealed class EnqueueOperation : WriteOperation<bool>
{
    private readonly NewRow[] _rows;

    public EnqueueOperation(IReadOnlyList<NewJob> jobs)
    {
        _rows = new NewRow[jobs.Count];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new NewRow(jobs[i]);
        }
    }

    protected override bool Change(WriteSession session)
    {
        foreach (var row in _rows)
        {
            var job = row.Job.Snapshot;
            try
            {
                session.Jobs.Insert(row);
            }
            catch (SqliteFault fault) when (fault.Primary == raw.SQLITE_CONSTRAINT)
            {
                throw new ArgumentException($"There is a job {job.Id} already. Give each new job an id of its own.", fault);
            }

            session.Entered(job.State, job.Kind);
        }

        return true;
    }
}
