using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Kin;

/// <summary>The statements for jobs that wait for others. Used within the writer's transaction.</summary>
internal sealed class WaitRows(Connection connection) : IWaitRows
{
    private const string AddWaiter = "INSERT INTO waiters VALUES (?1, ?2, ?3)";
    private const string AddWait = "INSERT INTO waits VALUES (?1, ?2)";
    private const string OfPredecessor = "SELECT waiter FROM waits WHERE predecessor = ?1";
    private const string EndPredecessor = "DELETE FROM waits WHERE predecessor = ?1";
    private const string CountOne = "UPDATE waiters SET open = open - 1 WHERE waiter = ?1 RETURNING open, any_end";
    private const string EndWaiter = "DELETE FROM waiters WHERE waiter = ?1";

    public void Add(JobId waiter, IReadOnlyList<JobId> predecessors, bool any)
    {
        connection.Prepare(AddWaiter).Bind(1, waiter).Bind(2, predecessors.Count).Bind(3, any ? 1L : 0).Run();
        foreach (var predecessor in predecessors)
        {
            connection.Prepare(AddWait).Bind(1, predecessor).Bind(2, waiter).Run();
        }
    }

    public List<JobId> TakeWaiters(JobId predecessor)
    {
        var waiters = connection.Prepare(OfPredecessor).Bind(1, predecessor).Ids();
        if (waiters.Count > 0)
        {
            connection.Prepare(EndPredecessor).Bind(1, predecessor).Run();
        }

        return waiters;
    }

    public (int Open, bool Any)? CountDown(JobId waiter)
    {
        var row = connection.Prepare(CountOne).Bind(1, waiter);
        if (!row.Step())
        {
            return null;
        }

        var left = (row.Int(0), row.Int(1) != 0);
        row.Reset();
        return left;
    }

    public void End(JobId waiter) => connection.Prepare(EndWaiter).Bind(1, waiter).Run();
}
