using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Kin;

/// <summary>The statements that read and write families. Used within the writer's transaction.</summary>
internal sealed class FamilyRows(Connection connection) : IFamilyRows
{
    private const string Columns = "total, succeeded, failed, canceled, weight, done_weight, ignores_failure, round, waiting";

    private const string ReadOne = $"SELECT {Columns} FROM families WHERE parent = ?1";

    private const string JoinMany = """
        INSERT INTO families (parent, total, weight, ignores_failure) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET total = total + ?2, weight = weight + ?3
        """;

    private const string MarkOne = "UPDATE jobs SET kin = kin | ?2 WHERE id = ?1 AND kin & ?2 = 0";

    private const string SetTerms = "INSERT INTO child_terms VALUES (?1, ?2, ?3)";

    private const string Count = """
        UPDATE families SET succeeded = succeeded + ?3, failed = failed + ?4, canceled = canceled + ?5,
            done_weight = done_weight + ?6 * coalesce((SELECT weight FROM child_terms WHERE child = ?2), 1)
        WHERE parent = ?1 AND round = coalesce((SELECT round FROM child_terms WHERE child = ?2), 0)
        RETURNING waiting
        """;

    private const string SetWaiting = "UPDATE families SET waiting = ?2 WHERE parent = ?1";

    private const string BeginRound =
        "UPDATE families SET round = round + 1, total = 0, succeeded = 0, failed = 0, canceled = 0, weight = 0, done_weight = 0 WHERE parent = ?1";

    public FamilyRow? Read(JobId parent)
    {
        var row = connection.Prepare(ReadOne).Bind(1, parent);
        if (!row.Step())
        {
            return null;
        }

        var family = new Family(new ChildCounts(row.Int(0), row.Int(1), row.Int(2), row.Int(3)), row.Long(4), row.Long(5), row.Int(6) != 0);
        var read = new FamilyRow(family, row.Int(7), row.Int(8) != 0);
        row.Reset();
        return read;
    }

    public void Join(JobId parent, int children, long weight, bool ignoresFailure = false)
    {
        connection.Prepare(JoinMany).Bind(1, parent).Bind(2, children).Bind(3, weight).Bind(4, ignoresFailure ? 1L : 0).Run();
        Mark(parent, KinMarks.Parent);
    }

    public void Mark(JobId job, KinMarks mark) => connection.Prepare(MarkOne).Bind(1, job).Bind(2, (long)mark).Run();

    public void KeepTerms(JobId child, int weight, int round)
    {
        if (weight != 1 || round != 0)
        {
            connection.Prepare(SetTerms).Bind(1, child).Bind(2, weight).Bind(3, round).Run();
        }
    }

    public bool CountChild(JobId parent, JobId child, JobState state, int by)
    {
        var row = connection.Prepare(Count).Bind(1, parent).Bind(2, child)
            .Bind(3, state == JobState.Succeeded ? by : 0L).Bind(4, state == JobState.Failed ? by : 0L).Bind(5, state == JobState.Canceled ? by : 0L).Bind(6, (long)by);
        var waiting = row.Step() && row.Int(0) != 0;
        row.Reset();
        return waiting;
    }

    public void Wait(JobId parent, bool waiting) => connection.Prepare(SetWaiting).Bind(1, parent).Bind(2, waiting ? 1L : 0).Run();

    public void StartOver(JobId parent) => connection.Prepare(BeginRound).Bind(1, parent).Run();
}
