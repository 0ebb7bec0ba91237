using Microsoft.Extensions.Logging;
using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.PostgreSql.Nodes;
using ProgressHub.PostgreSql.Reading;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.PostgreSql.Writing;
using ProgressHub.Storage;
using ProgressHub.Storage.Writing;
using ProgressHub.Telemetry;

namespace ProgressHub.PostgreSql;

/// <summary>Jobs in a PostgreSQL database that any number of nodes share: durable when answered, written in shared commits, read beside them.</summary>
internal sealed partial class PostgresJobStore(string connectionString, TimeProvider time, ILogger<PostgresJobStore> logger) : IJobStore, ISharedStore
{
    /// <summary>So many steps at once; the rest is left to the next time.</summary>
    private const int MaxForgetSteps = 20;

    private readonly LeaseClock _clock = new(time);
    private readonly Guid _owner = Guid.NewGuid();
    private readonly LoopFaults _faults = new("The writing to the database", logger);
    private NpgsqlDataSource? _source;
    private Ownership? _ownership;
    private Reader? _reader;
    private Writer? _writer;
    private Neighbours? _neighbours;

    public event Action<IReadOnlyList<JobSnapshot>>? Moved;

    public event Action? Hinted;

    public bool OthersWatch => _neighbours?.OthersWatch is true;

    public bool Watches
    {
        set => _ownership?.Watches = value;
    }

    private Writer Writer => _writer ?? throw NotOpen();

    private Reader Reader => _reader ?? throw NotOpen();

    public async Task<string> OpenAsync(CancellationToken ct)
    {
        var builder = ConnectionStrings.Of(connectionString);
        try
        {
            // Nothing is prepared yet: what may be prepared is what shows here.
            var (schema, server, hasPooler) = await BringUpToDateAsync(ConnectionStrings.Unpooled(ConnectionStrings.ForPooler(connectionString)), ct);
            if (hasPooler)
            {
                builder = ConnectionStrings.ForPooler(connectionString);
                FoundPooler(builder.MaxAutoPrepare);
            }

            var unpooled = ConnectionStrings.Unpooled(builder);
            _source = NpgsqlDataSource.Create(builder);
            _ownership = new Ownership(_source, _owner);
            var slot = await _ownership.EnterAsync(ct);
            _reader = new Reader(_source);
            var places = Enumerable.Range(slot * Writer.Connections, Writer.Connections)
                .Select(at => new WriterPlace(unpooled, hasPooler, _owner, at, time, _clock));
            _writer = new Writer(places, time, new OutageWatch(logger), Committed, kinds => TendQueries.HasJobsAsync(Reader, kinds, time.NowInMs(), CancellationToken.None));
            _neighbours = new Neighbours(_ownership, _source, unpooled, hasPooler, Hear, logger);
            Opened(builder.Database, builder.Host, schema, server, slot);
            await TendAsync(ct);
            return (await _reader.ListAsync("SELECT identity FROM progresshub.store", row => row.GetString(0), ct))[0];
        }
        catch (Exception fault) when (fault is NpgsqlException or StoreUnavailableException or TimeoutException)
        {
            throw new StoreStartException(fault is StoreUnavailableException ? fault.Message : Fault.Message(fault), fault);
        }
    }

    public Task<EnqueueAnswer> EnqueueAsync(IReadOnlyList<NewJob> jobs, IdempotencyKey? key, CancellationToken ct) =>
        PlainEnqueue.Fits(jobs, key) ? Writer.RunAsync(new PlainEnqueue(jobs), ct) : Writer.RunAsync(new EnqueueOperation(jobs, key), ct);

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct) => Writer.ClaimAsync(request, ct);

    public Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct) =>
        PlainWrites.Of(writes, time.NowInMs()) is { } plain ? Writer.RunAsync(plain, ct) : Writer.RunAsync(new AttemptOperation(writes), ct);

    public Task<IReadOnlyList<long?>> AppendLogAsync(IReadOnlyList<LogBatch> batches, int keep, CancellationToken ct) =>
        Writer.RunAsync(new LogOperation(batches, keep), ct);

    public Task<LogLines> ReadLogAsync(LogSearch search, CancellationToken ct) => LogQueries.ReadAsync(Reader, search, ct);

    public Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct) => Writer.RunAsync(new PlainRenewal(renewal), ct);

    public Task<IReadOnlyList<AttemptKey>> ReadCancelRequestsAsync(CancellationToken ct) => JobQueries.CancelRequestsAsync(Reader, ct);

    public async Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct)
    {
        List<JobSnapshot> changed = [];
        var work = await TendQueries.HasWorkAsync(Reader, _clock, time.NowInMs(), ct);
        while (work.Jobs)
        {
            var step = await Writer.RunAsync(new TendOperation([]), ct);
            changed.AddRange(step.Changed);
            if (step.IsDone)
            {
                break;
            }

            work = await TendQueries.HasWorkAsync(Reader, _clock, time.NowInMs(), ct);
        }

        for (var step = 0; step < MaxForgetSteps && work.Keys; step++)
        {
            await Writer.RunAsync(new ForgetOperation(), ct);
            work = await TendQueries.HasWorkAsync(Reader, _clock, time.NowInMs(), ct);
        }

        return changed;
    }

    public Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct) => Writer.RunAsync(new CancelOperation(id), ct);

    public Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct) => Writer.RunAsync(new RetryOperation(id), ct);

    public Task<bool?> RemoveAsync(JobId id, CancellationToken ct) => Writer.RunAsync(new RemoveOperation(id), ct);

    public Task<ExternalJob?> FindExternalAsync(JobId id, CancellationToken ct) => JobQueries.ExternalAsync(Reader, id, ct);

    public Task<ReportResult> WriteReportAsync(ReportWrite write, CancellationToken ct) => Writer.RunAsync(new ReportOperation(write), ct);

    public Task<IReadOnlyList<ExternalTerms?>> IssueReportTokensAsync(IReadOnlyList<ReportTokenIssue> issues, CancellationToken ct) =>
        Writer.RunAsync(new TokenOperation(issues), ct);

    public Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct) => JobQueries.FindAsync(Reader, ids, ct);

    public Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct) => JobQueries.ArgsAsync(Reader, id, ct);

    public Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct) => JobQueries.ResultAsync(Reader, id, ct);

    public Task<IReadOnlyList<JobAttempt>?> ReadAttemptsAsync(JobId id, CancellationToken ct) => JobQueries.AttemptsAsync(Reader, id, ct);

    public Task<JobStats> ReadStatsAsync(StatsScope scope, CancellationToken ct) => StatsQueries.ReadAsync(Reader, scope, time.NowInMs(), ct);

    public async Task<PruneAnswer> PruneAsync(PruneStep prune, CancellationToken ct)
    {
        if (prune is { ByAge: true, AfterSeq: 0 })
        {
            await PruneQueries.FoldCountsAsync(Reader, ct);
        }

        var (rows, next) = await PruneQueries.PickAsync(Reader, prune, time.GetUtcNow(), ct);
        return rows.Count == 0 && next is null ? PruneAnswer.Empty
            : new PruneAnswer(rows.Count == 0 ? [] : await Writer.RunAsync(new PruneOperation(rows), ct), next);
    }

    public Task<JobPage> ListAsync(JobSearch search, CancellationToken ct)
    {
        var query = new ListQuery(search);
        return query.ReadAsync(Reader, ct);
    }

    public Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct) => GroupQueries.MembersAsync(Reader, group, ct);

    public Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct) => GroupQueries.ListAsync(Reader, limit, ct);

    public async Task<IReadOnlyList<StoredRecurrence>> ListRecurringAsync(CancellationToken ct) =>
        await Reader.ListAsync($"{RecurringRows.Select} ORDER BY name", RecurringRows.Read, ct);

    public async Task<StoredRecurrence?> FindRecurringAsync(string name, CancellationToken ct) =>
        (await Reader.ListAsync($"{RecurringRows.Select} WHERE name = $1", RecurringRows.Read, ct, name)).SingleOrDefault();

    public Task<RecurrenceOutcome> PutRecurringAsync(Recurrence recurrence, Guid? expected, CancellationToken ct) =>
        Writer.RunAsync(new RecurringOperation(recurrence, expected), ct);

    public Task<RecurrenceOutcome> FireRecurringAsync(Recurrence recurrence, Guid expected, NewJob job, CancellationToken ct) =>
        Writer.RunAsync(new RecurringOperation(recurrence, expected, job), ct);

    public Task<RecurrenceOutcome> RemoveRecurringAsync(string name, Guid expected, CancellationToken ct) =>
        Writer.RunAsync(new RecurringRemoval(name, expected), ct);

    public Task<JobChanges> ReadChangesAsync(JobChangesCursor? after, CancellationToken ct) => ChangeQueries.ReadAsync(Reader, after, _owner, (_ownership ?? throw NotOpen()).Absences, ct);

    public async ValueTask DisposeAsync()
    {
        if (_neighbours is not null)
        {
            await _neighbours.DisposeAsync();
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        try
        {
            await (_ownership?.LeaveAsync() ?? Task.CompletedTask);
        }
        catch (Exception fault) when (Fault.IsOutage(fault))
        {
            // Its leases run out.
        }

        await (_source?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static async Task<(int Schema, Version Server, bool HasPooler)> BringUpToDateAsync(string unpooled, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(ct);
        return (await Schema.BringUpToDateAsync(connection, ct), connection.PostgreSqlVersion, await Pooler.StandsBeforeAsync(connection, ct));
    }

    private static InvalidOperationException NotOpen() => new("The store is not open yet: await OpenAsync first.");

    private void Committed(IReadOnlyList<JobSnapshot> moved, bool changed)
    {
        if (moved.Count > 0)
        {
            Tell(moved);
        }

        if (changed)
        {
            _neighbours?.NoteChange();
        }
    }

    // What is committed is committed, whatever those who are told make of it; and the writer must live.
    private void Tell(IReadOnlyList<JobSnapshot> moved)
    {
        try
        {
            Moved?.Invoke(moved);
        }
        catch (Exception fault)
        {
            _faults.Note(fault);
        }
    }

    private void Hear()
    {
        _writer?.Parked.TellAll();
        Hinted?.Invoke();
    }
}
