using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.External;
using ProgressHub.Sqlite.Kin;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Writing;

/// <summary>The writer's connection with its statements.</summary>
internal sealed class SqliteSession(Connection connection, TimeProvider time, string owner) : WriteSession(RowsOf(connection, time, owner), time)
{
    private readonly TallyRows _tallyRows = new(connection);

    public Connection Connection { get; } = connection;

    public override void Begin()
    {
        Connection.Prepare("BEGIN IMMEDIATE").Run();
        base.Begin();
    }

    public void Commit()
    {
        _tallyRows.Save(Tally, Now);
        Connection.Prepare("COMMIT").Run();
    }

    public override void Dispose() => Connection.Dispose();

    private static StoreRows RowsOf(Connection connection, TimeProvider time, string owner) => new()
    {
        Jobs = new JobRows(connection),
        Leases = new LeaseRows(connection, time, owner),
        Data = new LargeData(connection),
        Lanes = new LaneRows(connection),
        Families = new FamilyRows(connection),
        Waits = new WaitRows(connection),
        External = new ExternalRows(connection, time),
        Attempts = new AttemptRows(connection),
        Logs = new LogRows(connection),
        Keys = new KeyRows(connection),
        Recurring = new RecurringRows(connection),
    };
}
