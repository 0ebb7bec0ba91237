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
    private const string LockRules = "SELECT pg_advisory_xact_lock(7032652)";

    /// <summary>
    /// Every statement that writes looks rows up, one by one, by an index. What the server knows about the tables may be long out of date: a queue grows and shrinks by thousands
    /// in a moment, and a plan made for an empty table would read all of a full one. Since no values change what is best, one plan for all saves making one each time, which takes
    /// longer than claiming a job; nor is it worth the time to compile any of them.
    /// </summary>
    private static readonly string[] Plans = ["enable_seqscan = off", "plan_cache_mode = force_generic_plan", "jit = off"];

    // Asked in the transaction: a node that has just come must miss nothing. One that has been silent for as long as changes are kept reads them no more.
    private const string TellOthers = """
        INSERT INTO progresshub.changes (node, at, ids) SELECT $1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, $2
        WHERE EXISTS (SELECT 1 FROM progresshub.owners WHERE token <> $1 AND beat_at > (extract(epoch FROM clock_timestamp()) * 1000)::bigint - $3)
        """;

    private readonly WriterPlace _place;
    private readonly TallyRows _tallyRows;
    private readonly string _begin;

    public PostgresSession(Connection connection, WriterPlace place) : this(connection, place, new ChangedJobs())
    {
    }

    private PostgresSession(Connection connection, WriterPlace place, ChangedJobs changed) : base(RowsOf(connection, place, changed), place.Time)
    {
        (Connection, _place, Changed, _tallyRows) = (connection, place, changed, new TallyRows(place.Slot));
        if (place.HasPooler)
        {
            // For the transaction alone: the connection goes to somebody else after it.
            _begin = $"BEGIN; {string.Join(';', Plans.Select(plan => $"SET LOCAL {plan}"))}";
        }
        else
        {
            _begin = "BEGIN";
            connection.Run(string.Join(';', Plans.Select(plan => $"SET {plan}")));
        }
    }

    public Connection Connection { get; }

    public ChangedJobs Changed { get; }

    /// <summary>Begins a transaction that follows the rules of the engine job by job.</summary>
    public override void Begin()
    {
        Connection.Run($"{_begin}; {LockRules}");
        Forget();
    }

    /// <summary>The same for a transaction whose row locks are enough.</summary>
    public void BeginWithoutLock()
    {
        Connection.Run(_begin);
        Forget();
    }

    /// <summary>The same for a transaction of ordinary jobs alone; the first statements bring the database's own beginning with them.</summary>
    /// <param name="batch">The first statements.</param>
    /// <param name="isWhole">They are all of the transaction: the server takes what travels together as one, without being told.</param>
    public void BeginPlain(NpgsqlBatch batch, bool isWhole)
    {
        if (_place.HasPooler)
        {
            batch.Add("BEGIN");
            foreach (var plan in Plans)
            {
                batch.Add($"SET LOCAL {plan}");
            }
        }
        else if (!isWhole)
        {
            batch.Add("BEGIN");
        }

        Forget();
    }

    /// <summary>Adds the statements that end a transaction of ordinary jobs.</summary>
    public void AddCommit(NpgsqlBatch batch, bool isWhole)
    {
        AddNumbers(batch);
        if (!isWhole || _place.HasPooler)
        {
            batch.Add("COMMIT");
        }
    }

    public void Commit()
    {
        using var batch = new NpgsqlBatch(Connection.Raw);
        AddNumbers(batch);
        batch.Add("COMMIT");
        batch.ExecuteNonQuery();
    }

    public override void Dispose() => Connection.Dispose();

    private void AddNumbers(NpgsqlBatch batch)
    {
        _tallyRows.Add(batch, Tally, Now);
        if (Changed.Count > 0)
        {
            batch.Add(TellOthers).With(_place.Owner).With(Changed.ToArray()).With(ChangeTimes.Kept);
        }
    }

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
