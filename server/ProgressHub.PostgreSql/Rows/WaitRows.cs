using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements for jobs that wait for others.</summary>
internal sealed class WaitRows(Connection connection) : IWaitRows
{
    public void Add(JobId waiter, IReadOnlyList<JobId> predecessors, bool any)
    {
        connection.Prepare("INSERT INTO progresshub.waiters VALUES ($1, $2, $3)").Bind(1, waiter).Bind(2, predecessors.Count).Bind(3, any).Run();
        connection.Prepare("INSERT INTO progresshub.waits SELECT unnest($2), $1").Bind(1, waiter).Bind(2, predecessors.ToArray()).Run();
    }

    public List<JobId> TakeWaiters(JobId predecessor) =>
        connection.Prepare("DELETE FROM progresshub.waits WHERE predecessor = $1 RETURNING waiter").Bind(1, predecessor).Ids();

    public (int Open, bool Any)? CountDown(JobId waiter)
    {
        var row = connection.Prepare("UPDATE progresshub.waiters SET open = open - 1 WHERE waiter = $1 RETURNING open, any_end").Bind(1, waiter);
        if (!row.Step())
        {
            return null;
        }

        var left = (row.Int(0), row.Bool(1));
        row.Reset();
        return left;
    }

    public void End(JobId waiter) => connection.Prepare("DELETE FROM progresshub.waiters WHERE waiter = $1").Bind(1, waiter).Run();
}
