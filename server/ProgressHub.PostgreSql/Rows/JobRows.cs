using Npgsql;
using ProgressHub.Jobs;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements that read and write rows of jobs one by one. Used within a transaction that is the only one of its kind in the cluster; the row lock keeps others away, too.</summary>
internal sealed class JobRows(Connection connection, ILargeData data, ChangedJobs changed) : IJobRows
{
    private const string InsertOne = """
        INSERT INTO progresshub.jobs (seq, turn, id, kind, state, version, attempt, max_attempts, priority, cancel_requested, created_at, due_at, parent, groups, rare, args, timeout, marks)
        SELECT place.seq, place.seq << 20, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
        FROM (SELECT nextval('progresshub.arrivals') AS seq) AS place
        WHERE NOT EXISTS (SELECT 1 FROM progresshub.final_jobs WHERE id = $1)
        ON CONFLICT DO NOTHING RETURNING seq
        """;

    private const string InsertGroup = "INSERT INTO progresshub.job_groups VALUES ($1, $2) ON CONFLICT DO NOTHING";

    private const string SetPerKey = """
        INSERT INTO progresshub.lane_limits VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET per_key = excluded.per_key WHERE lane_limits.per_key <> excluded.per_key
        """;

    private const string HeadOfLive = "SELECT seq, state, version, cancel_requested, marks FROM progresshub.jobs WHERE id = $1 FOR UPDATE";

    private const string HeadOfFinal = "SELECT seq, state, version, cancel_requested, marks FROM progresshub.final_jobs WHERE id = $1 FOR UPDATE";

    private const string KinOfLive = "SELECT state, version, parent FROM progresshub.jobs WHERE id = $1 FOR UPDATE";

    private const string KinOfFinal = "SELECT state, version, parent FROM progresshub.final_jobs WHERE id = $1";

    // A final child counts only where it may have children that are not.
    private const string OpenChildren = """
        SELECT id FROM (
            SELECT id, seq FROM progresshub.jobs WHERE parent = $1
            UNION ALL SELECT id, seq FROM progresshub.final_jobs WHERE parent = $1 AND marks & 1 = 1) AS below ORDER BY seq
        """;

    private const string ReadOne = $"SELECT {JobColumns.OfAttempt} FROM progresshub.all_jobs AS j WHERE seq = $1";

    private const string Ready = """
        SELECT priority, turn, seq FROM progresshub.jobs
        WHERE state = 1 AND turn > 0 AND kind = $1 ORDER BY priority DESC, turn LIMIT $2 FOR UPDATE SKIP LOCKED
        """;

    private const string DueNow = "SELECT seq FROM progresshub.jobs WHERE state = 0 AND due_at <= $1 ORDER BY due_at, seq LIMIT $2 FOR UPDATE SKIP LOCKED";

    private const string FirstDue = "SELECT due_at FROM progresshub.jobs WHERE state = 0 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";

    private const string Begin = """
        UPDATE progresshub.jobs SET state = 2, version = $2, attempt = $3, started_at = $4, node = $5, progress = NULL, counters = NULL, reported_at = NULL WHERE seq = $1
        """;

    private const string SetMaxAttempts = "UPDATE progresshub.jobs SET max_attempts = $2 WHERE seq = $1";

    private const string SetAll = """
        SET state = $2, version = $3, attempt = $4, cancel_requested = $5, due_at = $6, started_at = $7, reported_at = $8, finalized_at = $9,
            node = $10, rare = $11, progress = $12, counters = $13, error = $14, result_bytes = $15, result = $16
        """;

    private const string SaveLive = $"UPDATE progresshub.jobs {SetAll} WHERE seq = $1";

    private const string SaveFinal = $"UPDATE progresshub.final_jobs {SetAll} WHERE seq = $1";

    // Not state = 2: where the server believes that few run, it would look through all of them by their small index.
    private const string SaveAttempt = $"""
        UPDATE progresshub.jobs {SetAll} WHERE id = $1 AND state + 0 = 2 AND version >= $17 AND version < $3 AND NOT cancel_requested AND marks & 3 = 0 RETURNING seq
        """;

    private const string End = $"""
        WITH ended AS (DELETE FROM progresshub.jobs WHERE seq = $1 RETURNING *)
        INSERT INTO progresshub.final_jobs ({JobColumns.Moving}) SELECT {JobColumns.Moving} FROM ended
        """;

    // Who is queued anew lines up where it first arrived.
    private const string Revive = $"""
        WITH revived AS (DELETE FROM progresshub.final_jobs WHERE seq = $1 RETURNING *)
        INSERT INTO progresshub.jobs ({JobColumns.Moving}) SELECT {JobColumns.Moving} FROM revived
        """;

    public void Insert(in NewRow row)
    {
        var job = row.Job.Snapshot;
        var insert = connection.Prepare(InsertOne).Bind(1, job.Id).Bind(2, job.Kind).Bind(3, (long)job.State).Bind(4, job.Version).Bind(5, job.Attempt).Bind(6, job.MaxAttempts)
            .Bind(7, job.Priority).Bind(8, job.CancelRequested is true).Bind(9, job.CreatedAt).Bind(10, DueColumn(job)).Bind(11, job.ParentId)
            .Bind(12, GroupsColumn(job)).Bind(13, row.Rare).Bind(14, row.Job.Args.ToArray())
            .Bind(15, (long?)row.Job.Timeout?.TotalMilliseconds).Bind(16, Marks.Of(row.Job));
        if (!insert.Step())
        {
            throw EnqueueOperation.Taken(job.Id);
        }

        var seq = insert.Long(0);
        insert.Reset();
        changed.Add(job.Id);
        foreach (var group in job.Groups)
        {
            connection.Prepare(InsertGroup).Bind(1, group.Value).Bind(2, seq).Run();
        }

        if (job.ConcurrencyKey is not null)
        {
            connection.Prepare(SetPerKey).Bind(1, job.Kind).Bind(2, row.Job.ConcurrencyPerKey).Run();
        }
    }

    // An ordinary job may end while its lock is waited for, and then stands among the final ones. The other way leads through the rules alone.
    public RowHead? Head(JobId id) => Head(HeadOfLive, id) ?? Head(HeadOfFinal, id);

    // Locked as well: an ordinary job must not end between the look and the mark that tells of whom it now concerns.
    public (JobState State, long Version, JobId? Parent)? Kin(JobId id) => Kin(KinOfLive, id) ?? Kin(KinOfFinal, id);

    public List<JobId> Below(JobId parent) => connection.Prepare(OpenChildren).Bind(1, parent).Ids();

    public JobSnapshot Read(long seq)
    {
        var row = connection.Prepare(ReadOne).Bind(1, seq);
        row.Step();
        var job = JobReader.Read(row.Row);
        row.Reset();
        return job;
    }

    public ClaimedJob ReadForAttempt(long seq)
    {
        var row = connection.Prepare(ReadOne).Bind(1, seq);
        row.Step();
        var (job, inline, timeout) = ReadAttempt(row.Row);
        row.Reset();
        return Complete(data, seq, job, inline, timeout);
    }

    public static (JobSnapshot Job, byte[]? Args, long? Timeout) ReadAttempt(NpgsqlDataReader row) =>
        (JobReader.Read(row), JobReader.Bytes(row, JobColumns.Args), JobReader.LongOrNull(row, JobColumns.Timeout));

    /// <summary>Adds what stands apart of a job that is about to run, or runs in a new epoch.</summary>
    public static ClaimedJob Complete(ILargeData data, long seq, JobSnapshot job, byte[]? args, long? timeout)
    {
        // Only one that was claimed before can have left something to go on from.
        var checkpoint = JobVersion.Epoch(job.Version) > (job.State == JobState.Running ? 1 : 0) ? data.Read(seq, LargePart.Checkpoint) : null;
        return new(job, args ?? [])
        {
            Checkpoint = checkpoint is null ? default(ReadOnlyMemory<byte>?) : checkpoint,
            Timeout = timeout is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        };
    }

    public void AddReady(string kind, int max, int demand, List<(ReadyJob Job, int Demand)> ready)
    {
        var row = connection.Prepare(Ready).Bind(1, kind).Bind(2, max);
        while (row.Step())
        {
            ready.Add((new(row.Int(0), row.Long(1), row.Long(2)), demand));
        }
    }

    public List<long> Due(DateTimeOffset now, int max)
    {
        List<long> due = [];
        var row = connection.Prepare(DueNow).Bind(1, now).Bind(2, max);
        while (row.Step())
        {
            due.Add(row.Long(0));
        }

        return due;
    }

    public DateTimeOffset? NextDue()
    {
        var row = connection.Prepare(FirstDue);
        if (!row.Step())
        {
            return null;
        }

        var next = JobReader.Time(row.Row, 0);
        row.Reset();
        return next;
    }

    public void Claim(long seq, JobSnapshot claimed)
    {
        changed.Add(claimed.Id);
        connection.Prepare(Begin).Bind(1, seq).Bind(2, claimed.Version).Bind(3, claimed.Attempt).Bind(4, claimed.StartedAt).Bind(5, claimed.Node).Run();
    }

    public void Repeat(long seq, JobSnapshot next)
    {
        Claim(seq, next);
        connection.Prepare(SetMaxAttempts).Bind(1, seq).Bind(2, next.MaxAttempts).Run();
    }

    public void Save(long seq, JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result = null)
    {
        changed.Add(job.Id);
        var inline = job.ResultBytes is null ? result : null;
        if (job.State.IsFinal())
        {
            SaveEnd(seq, job, values, inline);
        }
        else if (BindAll(connection.Prepare(SaveLive).Bind(1, seq), job, values, inline).Run() == 0)
        {
            connection.Prepare(Revive).Bind(1, seq).Run();
            BindAll(connection.Prepare(SaveLive).Bind(1, seq), job, values, inline).Run();
        }

        if (result is not null && inline is null)
        {
            data.Write(seq, LargePart.Result, result.Value.Span);
        }
    }

    public bool TrySave(JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result)
    {
        var saved = BindAll(connection.Prepare(SaveAttempt).Bind(1, job.Id).Bind(17, JobVersion.Of(JobVersion.Epoch(job.Version), 0)), job, values, result);
        if (!saved.Step())
        {
            return false;
        }

        var seq = saved.Long(0);
        saved.Reset();
        changed.Add(job.Id);
        if (job.State.IsFinal())
        {
            connection.Prepare(End).Bind(1, seq).Run();
        }

        return true;
    }

    public void Remove(long seq, JobSnapshot job)
    {
        foreach (var group in job.Groups)
        {
            connection.Prepare("DELETE FROM progresshub.job_groups WHERE name = $1 AND seq = $2").Bind(1, group.Value).Bind(2, seq).Run();
        }

        connection.Prepare("DELETE FROM progresshub.large_data WHERE seq = $1").Bind(1, seq).Run();
        connection.Prepare("DELETE FROM progresshub.families WHERE parent = $1").Bind(1, job.Id).Run();
        connection.Prepare("DELETE FROM progresshub.child_terms WHERE child = $1").Bind(1, job.Id).Run();
        connection.Prepare("DELETE FROM progresshub.final_jobs WHERE seq = $1").Bind(1, seq).Run();
    }

    /// <summary>The names of its groups, with a space between.</summary>
    public static string? GroupsColumn(JobSnapshot job) => job.Groups.Count == 0 ? null : string.Join(' ', job.Groups);

    // Whoever waits for other jobs is not found by its due time; that stands among its rare members then.
    public static DateTimeOffset? DueColumn(JobSnapshot job) => job.WaitsFor is null ? job.DueAt : null;

    private (JobState State, long Version, JobId? Parent)? Kin(string sql, JobId id)
    {
        var row = connection.Prepare(sql).Bind(1, id);
        if (!row.Step())
        {
            return null;
        }

        (JobState, long, JobId?) found = ((JobState)row.Int(0), row.Long(1), row.IsNull(2) ? null : row.Id(2));
        row.Reset();
        return found;
    }

    private RowHead? Head(string sql, JobId id)
    {
        var row = connection.Prepare(sql).Bind(1, id);
        if (!row.Step())
        {
            return null;
        }

        var head = new RowHead(row.Long(0), (JobState)row.Int(1), row.Long(2), row.Bool(3), (KinMarks)(row.Int(4) & Marks.Kin));
        row.Reset();
        return head;
    }

    private void SaveEnd(long seq, JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? inline)
    {
        if (BindAll(connection.Prepare(SaveLive).Bind(1, seq), job, values, inline).Run() == 1)
        {
            connection.Prepare(End).Bind(1, seq).Run();
        }
        else
        {
            BindAll(connection.Prepare(SaveFinal).Bind(1, seq), job, values, inline).Run();
        }
    }

    private static Statement BindAll(Statement statement, JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result) => statement
        .Bind(2, (long)job.State).Bind(3, job.Version).Bind(4, job.Attempt).Bind(5, job.CancelRequested is true)
        .Bind(6, DueColumn(job)).Bind(7, job.StartedAt).Bind(8, job.ReportedAt).Bind(9, job.FinalizedAt).Bind(10, job.Node)
        .Bind(11, values.Rare).Bind(12, values.Progress).Bind(13, values.Counters).Bind(14, values.Error)
        .Bind(15, (long?)job.ResultBytes).Bind(16, result?.ToArray());
}
