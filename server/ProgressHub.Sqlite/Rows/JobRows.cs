using ProgressHub.Jobs;
using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Kin;
using ProgressHub.Storage;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;
using SQLitePCL;

namespace ProgressHub.Sqlite.Rows;

/// <summary>The statements that read and write rows of jobs. Used within the writer's transaction.</summary>
internal sealed class JobRows(Connection connection) : IJobRows
{
    /// <summary>Longer data stands in a table of its own, so that each change of a job does not write it anew.</summary>
    public const int MaxInlineArgs = 1024;

    public const string FirstOfKind = """
        SELECT priority, ifnull(turn, seq << 20), seq FROM jobs INDEXED BY jobs_ready
        WHERE state = 1 AND turn IS NOT 0 AND kind = ?1 ORDER BY priority DESC, ifnull(turn, seq << 20) LIMIT ?2
        """;

    private const string KinHead = "SELECT state, version, parent FROM jobs WHERE id = ?1";

    // A final child counts only where it may have children that are not.
    private const string OpenChildren = "SELECT id FROM jobs WHERE parent = ?1 AND (state < 3 OR kin & 1)";

    private const string FirstDue = "SELECT due_at FROM jobs WHERE state = 0 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";

    private readonly Statement _ready = connection.Prepare(FirstOfKind);

    private readonly Statement _due = connection.Prepare("SELECT seq FROM jobs WHERE state = 0 AND due_at <= ?1 ORDER BY due_at LIMIT ?2");

    private readonly Statement _insert = connection.Prepare("""
        INSERT INTO jobs (id, kind, state, version, attempt, max_attempts, priority, cancel_requested, created_at, due_at, parent, groups, rare, args, timeout)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) RETURNING seq
        """);

    private readonly Statement _insertGroup = connection.Prepare("INSERT OR IGNORE INTO job_groups VALUES (?1, ?2)");

    private readonly Statement _setPerKey = connection.Prepare(
        "INSERT INTO lane_limits VALUES (?1, ?2) ON CONFLICT DO UPDATE SET per_key = excluded.per_key WHERE per_key <> excluded.per_key");

    private readonly Statement _head = connection.Prepare("SELECT seq, state, version, cancel_requested, kin FROM jobs WHERE id = ?1");

    private readonly Statement _read = connection.Prepare($"SELECT {JobColumns.OfSnapshot}, args, timeout FROM jobs WHERE seq = ?1");

    private readonly Statement _claim = connection.Prepare(
        """
        UPDATE jobs SET state = 2, version = ?2, attempt = ?3, started_at = ?4, node = ?5,
            progress = NULL, counters = NULL, reported_at = NULL
        WHERE seq = ?1
        """);

    private readonly Statement _setMaxAttempts = connection.Prepare("UPDATE jobs SET max_attempts = ?2 WHERE seq = ?1");

    private const string SetAll = """
        UPDATE jobs SET state = ?2, version = ?3, attempt = ?4, cancel_requested = ?5, due_at = ?6, started_at = ?7, reported_at = ?8, finalized_at = ?9,
            node = ?10, rare = ?11, progress = ?12, counters = ?13, error = ?14, result_bytes = ?15, result = ?16
        """;

    private readonly Statement _save = connection.Prepare($"{SetAll} WHERE seq = ?1");

    private readonly Statement _saveAttempt = connection.Prepare(
        $"{SetAll} WHERE id = ?1 AND state = 2 AND version >= ?17 AND version < ?3 AND cancel_requested = 0 AND kin = 0");

    public void Insert(in NewRow row)
    {
        var job = row.Job.Snapshot;
        var inline = row.Job.Args.Length <= MaxInlineArgs;
        _insert.Bind(1, job.Id).Bind(2, job.Kind).Bind(3, (long)job.State).Bind(4, job.Version).Bind(5, job.Attempt).Bind(6, job.MaxAttempts)
            .Bind(7, job.Priority).Bind(8, job.CancelRequested is true ? 1L : 0).Bind(9, job.CreatedAt).Bind(10, DueColumn(job))
            .BindText(12, row.Groups).BindText(13, row.Rare).Bind(15, (long?)row.Job.Timeout?.TotalMilliseconds);
        _ = job.ParentId is { } parent ? _insert.Bind(11, parent) : _insert.BindNull(11);
        _ = inline ? _insert.BindBlob(14, row.Job.Args.Span) : _insert.BindNull(14);
        try
        {
            _insert.Step();
        }
        catch (SqliteFault fault) when (fault.Primary == raw.SQLITE_CONSTRAINT)
        {
            throw EnqueueOperation.Taken(job.Id, fault);
        }

        var seq = _insert.Long(0);
        _insert.Reset();
        if (!inline)
        {
            LargeData.Write(connection, seq, LargePart.Args, row.Job.Args.Span);
        }

        foreach (var group in job.Groups)
        {
            _insertGroup.Bind(1, group.Value).Bind(2, seq).Run();
        }

        if (job.ConcurrencyKey is not null)
        {
            _setPerKey.Bind(1, job.Kind).Bind(2, row.Job.ConcurrencyPerKey).Run();
        }
    }

    public RowHead? Head(JobId id)
    {
        if (!_head.Bind(1, id).Step())
        {
            return null;
        }

        var head = new RowHead(_head.Long(0), (JobState)_head.Int(1), _head.Long(2), _head.Int(3) != 0, (KinMarks)_head.Int(4));
        _head.Reset();
        return head;
    }

    public JobSnapshot Read(long seq)
    {
        _read.Bind(1, seq).Step();
        var job = JobReader.Read(_read);
        _read.Reset();
        return job;
    }

    public ClaimedJob ReadForAttempt(long seq)
    {
        _read.Bind(1, seq).Step();
        var job = JobReader.Read(_read);
        var inline = _read.IsNull(JobColumns.Args) ? null : _read.Bytes(JobColumns.Args).ToArray();
        var timeout = _read.LongOrNull(JobColumns.Timeout);
        _read.Reset();
        // Only one that was claimed before can have left something to go on from.
        var checkpoint = JobVersion.Epoch(job.Version) > 0 ? LargeData.Read(connection, seq, LargePart.Checkpoint) : null;
        return new(job, inline ?? LargeData.Read(connection, seq, LargePart.Args) ?? [])
        {
            Checkpoint = checkpoint is null ? default(ReadOnlyMemory<byte>?) : checkpoint,
            Timeout = timeout is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        };
    }

    public void Claim(long seq, JobSnapshot claimed) => _claim.Bind(1, seq).Bind(2, claimed.Version).Bind(3, claimed.Attempt)
        .Bind(4, claimed.StartedAt).Bind(5, claimed.Node).Run();

    public void Repeat(long seq, JobSnapshot next)
    {
        Claim(seq, next);
        _setMaxAttempts.Bind(1, seq).Bind(2, next.MaxAttempts).Run();
    }

    public void Save(long seq, JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result = null)
    {
        var inline = job.ResultBytes is null ? result : null;
        BindAll(_save.Bind(1, seq), job, values, inline).Run();
        if (result is not null && inline is null)
        {
            LargeData.Write(connection, seq, LargePart.Result, result.Value.Span);
        }
    }

    public bool TrySave(JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result)
    {
        BindAll(_saveAttempt.Bind(1, job.Id).Bind(17, JobVersion.Of(JobVersion.Epoch(job.Version), 0)), job, values, result).Run();
        return connection.Changes == 1;
    }

    public (JobState State, long Version, JobId? Parent)? Kin(JobId id)
    {
        var row = connection.Prepare(KinHead).Bind(1, id);
        if (!row.Step())
        {
            return null;
        }

        (JobState, long, JobId?) found = ((JobState)row.Int(0), row.Long(1), row.IsNull(2) ? null : row.Id(2));
        row.Reset();
        return found;
    }

    public List<JobId> Below(JobId parent) => connection.Prepare(OpenChildren).Bind(1, parent).Ids();

    public void AddReady(string kind, int max, int demand, List<(ReadyJob Job, int Demand)> ready)
    {
        _ready.Bind(1, kind).Bind(2, max);
        while (_ready.Step())
        {
            ready.Add((new(_ready.Int(0), _ready.Long(1), _ready.Long(2)), demand));
        }
    }

    // First all of them, then the changes: an index must not be walked while it changes.
    public List<long> Due(DateTimeOffset now, int max)
    {
        List<long> due = [];
        _due.Bind(1, now).Bind(2, max);
        while (_due.Step())
        {
            due.Add(_due.Long(0));
        }

        return due;
    }

    public DateTimeOffset? NextDue()
    {
        var statement = connection.Prepare(FirstDue);
        if (!statement.Step())
        {
            return null;
        }

        var next = statement.Time(0);
        statement.Reset();
        return next;
    }

    public void Remove(long seq, JobSnapshot job)
    {
        foreach (var group in job.Groups)
        {
            connection.Prepare("DELETE FROM job_groups WHERE name = ?1 AND seq = ?2").Bind(1, group.Value).Bind(2, seq).Run();
        }

        connection.Prepare("DELETE FROM large_data WHERE seq = ?1").Bind(1, seq).Run();
        connection.Prepare("DELETE FROM jobs WHERE seq = ?1").Bind(1, seq).Run();
    }

    private static Statement BindAll(Statement statement, JobSnapshot job, in JobValues values, ReadOnlyMemory<byte>? result)
    {
        statement.Bind(2, (long)job.State).Bind(3, job.Version).Bind(4, job.Attempt).Bind(5, job.CancelRequested is true ? 1L : 0)
            .Bind(6, DueColumn(job)).Bind(7, job.StartedAt).Bind(8, job.ReportedAt).Bind(9, job.FinalizedAt).Bind(10, job.Node)
            .BindText(11, values.Rare).BindText(12, values.Progress).BindText(13, values.Counters).BindText(14, values.Error)
            .Bind(15, (long?)job.ResultBytes);
        return result is null ? statement.BindNull(16) : statement.BindBlob(16, result.Value.Span);
    }

    // Whoever waits for other jobs is not found by its due time; that stands among its rare members then.
    private static DateTimeOffset? DueColumn(JobSnapshot job) => job.WaitsFor is null ? job.DueAt : null;
}
