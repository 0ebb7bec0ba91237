using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.PostgreSql.Nodes;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>A writer's connection with its statements.</summary>
internal sealed class PostgresSession : WriteSession
{
    /// <summary>The lock that lets one transaction of the cluster at a time follow rules that reach beyond one job.</summary>
    private const string BeginRules = $"BEGIN; {UseIndexes}; {DoNotCompile}; SELECT pg_advisory_xact_lock(7032652)";

    /// <summary>
    /// Every statement that writes has an index to find its rows by. While the tables are new the server knows nothing about them, and a plan it made for an empty table
    /// would read all of a full one. For the transaction alone: a pooler may give the connection to somebody else.
    /// </summary>
    private const string UseIndexes = "SET LOCAL enable_seqscan = off";

    /// <summary>A plan that would rather not read all of a table looks costly enough to be compiled, which takes longer than any of them.</summary>
    private const string DoNotCompile = "SET LOCAL jit = off";

    // Asked in the transaction: a node that has just come must miss nothing. One that has been silent for as long as changes are kept reads them no more.
    private const string TellOthers = """
        INSERT INTO progresshub.changes (node, at, ids) SELECT $1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, $2
        WHERE EXISTS (SELECT 1 FROM progresshub.owners WHERE token <> $1 AND beat_at > (extract(epoch FROM clock_timestamp()) * 1000)::bigint - $3)
        """;

    private readonly WriterPlace _place;
    private readonly TallyRows _tallyRows;

    public PostgresSession(Connection connection, WriterPlace place) : this(connection, place, new ChangedJobs())
    {
    }

    private PostgresSession(Connection connection, WriterPlace place, ChangedJobs changed) : base(RowsOf(connection, place, changed), place.Time)
    {
        (Connection, _place, Changed, _tallyRows) = (connection, place, changed, new TallyRows(place.Slot));
    }

    public Connection Connection { get; }

    public ChangedJobs Changed { get; }

    /// <summary>Begins a transaction that follows the rules of the engine job by job.</summary>
    public override void Begin()
    {
        Connection.Run(BeginRules);
        Forget();
    }

    /// <summary>The same for a transaction whose row locks are enough.</summary>
    public void BeginWithoutLock()
    {
        Connection.Run($"BEGIN; {UseIndexes}; {DoNotCompile}");
        Forget();
    }

    /// <summary>The same for a transaction of ordinary jobs alone; the first statements bring the database's own beginning with them.</summary>
    public void BeginPlain(NpgsqlBatch batch)
    {
        batch.Add("BEGIN");
        batch.Add(UseIndexes);
        batch.Add(DoNotCompile);
        Forget();
    }

    /// <summary>Adds the statements that end the transaction.</summary>
    public void AddCommit(NpgsqlBatch batch)
    {
        _tallyRows.Add(batch, Tally, Now);
        if (Changed.Count > 0)
        {
            batch.Add(TellOthers).With(_place.Owner).With(Changed.ToArray()).With(ChangeTimes.Kept);
        }

        batch.Add("COMMIT");
    }

    public void Commit()
    {
        using var batch = new NpgsqlBatch(Connection.Raw);
        AddCommit(batch);
        batch.ExecuteNonQuery();
    }

    public override void Dispose() => Connection.Dispose();

    private void Forget()
    {
        Changed.Clear();
        base.Begin();
    }

    private static StoreRows RowsOf(Connection connection, WriterPlace place, ChangedJobs changed)
    {
        var data = new LargeData(connection);
        return new StoreRows
        {
            Jobs = new JobRows(connection, data, changed),
            Leases = new LeaseRows(connection, place.Clock, place.Owner),
            Data = data,
            Lanes = new LaneRows(connection),
            Families = new FamilyRows(connection),
            Waits = new WaitRows(connection),
            External = new ExternalRows(connection, place.Clock),
            Attempts = new AttemptRows(connection),
            Logs = new LogRows(connection),
            Keys = new KeyRows(connection),
            Recurring = new RecurringRows(connection),
        };
    }
}
