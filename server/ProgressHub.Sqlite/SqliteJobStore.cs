using Microsoft.Extensions.Logging;
using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.External;
using ProgressHub.Sqlite.Nodes;
using ProgressHub.Sqlite.Reading;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage;
using ProgressHub.Storage.Writing;
using ProgressHub.Telemetry;

namespace ProgressHub.Sqlite;

/// <summary>Jobs in one SQLite file: durable when answered, written by one thread in shared commits, read beside it.</summary>
internal sealed partial class SqliteJobStore(string connectionString, TimeProvider time, ILogger<SqliteJobStore> logger) : IJobStore
{
    public event Action<IReadOnlyList<JobSnapshot>>? Moved;

    private readonly LoopFaults _faults = new("The writing to the database", logger);
    private DatabaseFile? _file;
    private ReaderPool? _readers;
    private NodeLock? _node;
    private Writer? _writer;

    /// <summary>The writer's thread.</summary>
    internal Writer Writer => _writer ?? throw new InvalidOperationException("The store is not open yet: await OpenAsync first.");

    /// <summary>Connections beside the writer's.</summary>
    internal ReaderPool Readers => _readers ?? throw new InvalidOperationException("The store is not open yet: await OpenAsync first.");

    internal DateTimeOffset Now => time.NowInMs();

    public async Task<string> OpenAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _file = DatabaseFile.Of(connectionString);
        _file.MakeFolder();
        var library = SqliteLibrary.Load();
        try
        {
            var connection = OpenUpToDate(_file);
            try
            {
                _node = NodeLock.Take(_file);
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            _readers = new ReaderPool(_file);
            _writer = new Writer(_file, connection, time, _node.Token, Tell, logger);
            Opened(_file.Path, Schema.Newest, library);
            await BeginLeasesAsync(ct);
            await TendAsync(ct);
            return _readers.Read(static reader =>
            {
                using var identity = reader.PrepareOnce("SELECT identity FROM store");
                identity.Step();
                return identity.Text(0);
            });
        }
        catch (SqliteFault fault)
        {
            throw new StoreStartException(OutageMessage.Of(fault, _file.Path), fault);
        }
        catch (StoreUnavailableException fault)
        {
            throw new StoreStartException(fault.Message, fault);
        }
    }

    public Task<EnqueueAnswer> EnqueueAsync(IReadOnlyList<NewJob> jobs, IdempotencyKey? key, CancellationToken ct) =>
        Writer.RunAsync(new EnqueueOperation(jobs, key), ct);

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct) => Writer.ClaimAsync(request, ct);

    public Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct) =>
        Writer.RunAsync(new AttemptOperation(writes), ct);

    public Task<IReadOnlyList<long?>> AppendLogAsync(IReadOnlyList<LogBatch> batches, int keep, CancellationToken ct) =>
        Writer.RunAsync(new LogOperation(batches, keep), ct);

    // Up to a thousand lines take well below a millisecond; a search may look through the whole log.
    public Task<LogLines> ReadLogAsync(LogSearch search, CancellationToken ct) => search.IsFiltered
        ? Task.Run(() => Readers.Read(reader => LogQueries.Read(reader, search)), ct)
        : ReadAsync(reader => LogQueries.Read(reader, search), ct);

    public Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct) => Writer.RunAsync(new RenewOperation(renewal), ct);

    public Task<IReadOnlyList<AttemptKey>> ReadCancelRequestsAsync(CancellationToken ct) => ReadAsync(TendQueries.CancelRequests, ct);

    public async Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var dead = Readers.Read(reader => DeadOwners.Find(_file!, reader, _node!.Token));
        List<JobSnapshot> changed = [];
        while (dead.Tokens.Count > 0 || Readers.Read(reader => TendQueries.HasWork(reader, time)))
        {
            var step = await Writer.RunAsync(new TendOperation(dead.Tokens), ct);
            changed.AddRange(step.Changed);
            if (step.IsDone)
            {
                break;
            }
        }

        dead.Forget();
        await OldKeys.ForgetAsync(Readers, Writer, time, ct);
        return changed;
    }

    public Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct) => Writer.RunAsync(new CancelOperation(id), ct);

    public Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct) => Writer.RunAsync(new RetryOperation(id), ct);

    public Task<bool?> RemoveAsync(JobId id, CancellationToken ct) => Writer.RunAsync(new RemoveOperation(id), ct);

    public Task<ExternalJob?> FindExternalAsync(JobId id, CancellationToken ct) =>
        ReadAsync(reader => JobQueries.Find(reader, [id]) is [var job] ? ExternalRows.Read(reader, job) : null, ct);

    public Task<ReportResult> WriteReportAsync(ReportWrite write, CancellationToken ct) => Writer.RunAsync(new ReportOperation(write), ct);

    public Task<IReadOnlyList<ExternalTerms?>> IssueReportTokensAsync(IReadOnlyList<ReportTokenIssue> issues, CancellationToken ct) =>
        Writer.RunAsync(new TokenOperation(issues), ct);

    public Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct) =>
        ReadAsync(reader => JobQueries.Find(reader, ids), ct);

    public Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct) => ReadAsync(reader => JobQueries.Args(reader, id), ct);

    public Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct) => ReadAsync(reader => JobQueries.Result(reader, id), ct);

    public Task<IReadOnlyList<JobAttempt>?> ReadAttemptsAsync(JobId id, CancellationToken ct) =>
        ReadAsync(reader => AttemptQueries.Read(reader, id), ct);

    public Task<JobStats> ReadStatsAsync(StatsScope scope, CancellationToken ct) =>
        ReadAsync(reader => StatsQueries.Read(reader, scope, time.NowInMs()), ct);

    public Task<PruneAnswer> PruneAsync(PruneStep prune, CancellationToken ct) => Task.Run(async () =>
    {
        var (rows, next) = Readers.Read(reader => PruneQueries.Pick(reader, prune, time.GetUtcNow()));
        return rows.Count == 0 && next is null ? PruneAnswer.Empty
            : new PruneAnswer(rows.Count == 0 ? [] : await Writer.RunAsync(new PruneOperation(rows), ct), next);
    }, ct);

    public Task<JobPage> ListAsync(JobSearch search, CancellationToken ct)
    {
        var query = new ListQuery(search);
        // A search may read the whole table; the caller's thread has better things to do.
        return Task.Run(() => Readers.Read(reader => query.Read(reader, ct)), ct);
    }

    public Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct) =>
        ReadAsync(reader => GroupQueries.Members(reader, group), ct);

    public Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct) =>
        ReadAsync(reader => GroupQueries.List(reader, limit), ct);

    public Task<IReadOnlyList<StoredRecurrence>> ListRecurringAsync(CancellationToken ct) => ReadAsync(RecurringRows.List, ct);

    public Task<StoredRecurrence?> FindRecurringAsync(string name, CancellationToken ct) => ReadAsync(reader => RecurringRows.Find(reader, name), ct);

    public Task<RecurrenceOutcome> PutRecurringAsync(Recurrence recurrence, Guid? expected, CancellationToken ct) =>
        Writer.RunAsync(new RecurringOperation(recurrence, expected), ct);

    public Task<RecurrenceOutcome> FireRecurringAsync(Recurrence recurrence, Guid expected, NewJob job, CancellationToken ct) =>
        Writer.RunAsync(new RecurringOperation(recurrence, expected, job), ct);

    public Task<RecurrenceOutcome> RemoveRecurringAsync(string name, Guid expected, CancellationToken ct) =>
        Writer.RunAsync(new RecurringRemoval(name, expected), ct);

    public async ValueTask DisposeAsync()
    {
        // Readers go first: the log can be folded into the file only when nobody reads from it.
        _readers?.Dispose();
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        _node?.Dispose();
    }

    // Looked up beside the writer first, so that a start without such jobs writes nothing.
    private Task BeginLeasesAsync(CancellationToken ct)
    {
        var any = Readers.Read(static reader =>
        {
            using var leases = reader.PrepareOnce(ExternalRows.Any);
            return leases.Step() && leases.Int(0) != 0;
        });
        return any ? Writer.RunAsync(new FreshLeases(), ct) : Task.CompletedTask;
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

    private static Connection OpenUpToDate(DatabaseFile file)
    {
        var connection = Connection.OpenWriter(file);
        try
        {
            Schema.BringUpToDate(connection, file.Path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Queries by key take microseconds out of the page cache, less than a thread's change would.
    private Task<T> ReadAsync<T>(Func<Connection, T> query, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<T>(ct) : Task.FromResult(Readers.Read(query));
}
