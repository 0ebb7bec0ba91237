using Microsoft.Extensions.Logging;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Writing;

/// <summary>The one thread that writes. Whatever callers ask for while a commit is under way travels together in the next one.</summary>
internal sealed partial class Writer : IAsyncDisposable
{
    /// <summary>Bounds what one commit carries, so that its callers do not wait for callers without end.</summary>
    private const int MaxBatch = 2048;

    // Timers count whole milliseconds and may come early: with less, a wake-up would spin.
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(1);

    // Callers: thread-safe.
    private readonly WriteQueue _queue = new();
    private readonly ParkedClaims _parked;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The writer's thread alone.
    private readonly DatabaseFile _file;
    private readonly TimeProvider _time;
    private readonly string _owner;
    private readonly Action<IReadOnlyList<JobSnapshot>> _moved;
    private readonly ILogger _logger;
    private readonly List<IWriteOperation> _batch = [];
    private readonly CommitPace _pace = new();
    private SqliteSession? _session;
    private bool _unavailable;
    private bool _failed;
    private long _commits;

    /// <summary>Takes over the connection.</summary>
    public Writer(DatabaseFile file, Connection connection, TimeProvider time, string owner, Action<IReadOnlyList<JobSnapshot>> moved, ILogger logger)
    {
        (_file, _time, _owner, _moved, _logger) = (file, time, owner, moved, logger);
        _parked = new ParkedClaims(time, _queue.Wake);
        _session = new SqliteSession(connection, time, owner);
        new Thread(Run) { IsBackground = true, Name = "ProgressHub store writer" }.Start();
    }

    /// <summary>How many transactions have been committed.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public Task<T> RunAsync<T>(WriteOperation<T> operation, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        Add(operation);
        return operation.Task;
    }

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<ClaimAnswer>(ct);
        }

        var claim = new ClaimOperation(request, _parked) { Token = ct };
        Add(claim);
        return ct.CanBeCanceled ? WaitAsync(claim) : claim.Task;
    }

    /// <summary>Finishes what was asked for, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
    }

    private void Add(IWriteOperation operation) => ObjectDisposedException.ThrowIf(!_queue.TryAdd(operation), typeof(SqliteJobStore));

    private async Task<ClaimAnswer> WaitAsync(ClaimOperation claim)
    {
        using var registration = claim.Token.UnsafeRegister(_ => _queue.TryAdd(new LeaveOperation(claim, _parked)), null);
        return await claim.Task;
    }

    private void Run()
    {
        while (_queue.Take(_batch))
        {
            RunBatch(_batch, mayGrow: true);
            _batch.Clear();
            _parked.SetTimer(_failed ? RestAfterFault : ShortestTimer);
        }

        _parked.Dispose();
        Close();
        _ended.SetResult();
    }

    private void RunBatch(List<IWriteOperation> batch, bool mayGrow)
    {
        _failed = false;
        try
        {
            var session = _session ??= new SqliteSession(Connection.OpenWriter(_file), _time, _owner);
            session.Begin();
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Execute(session);
                if (mayGrow && i == batch.Count - 1 && i < MaxBatch && !_queue.TakeMore(batch))
                {
                    _pace.WaitForMore(_queue, batch);
                }
            }

            session.Kin.Settle(session);
            _parked.Serve(session);
            _pace.BeforeCommit();
            session.Commit();
            _pace.AfterCommit(batch.Count);
        }
        catch (Exception fault)
        {
            Undo(fault);
            FailOrRepeat(batch, fault);
            return;
        }

        Interlocked.Increment(ref _commits);
        if (_unavailable)
        {
            _unavailable = false;
            WriterRecovered(_file.Path);
        }

        if (_session!.Consequences is { Count: > 0 } moved)
        {
            _moved([.. moved]);
        }

        foreach (var operation in batch)
        {
            operation.Complete();
        }

        _parked.Settle();
    }

    private void Undo(Exception fault)
    {
        _failed = true;
        _parked.Forget();
        try
        {
            if (_session?.Connection.InTransaction is true)
            {
                _session.Connection.Run("ROLLBACK");
            }
        }
        catch (SqliteFault)
        {
            // The connection is given up below.
            fault = new InvalidOperationException(fault.Message, fault);
        }

        // A connection whose disk failed, or whose statements stopped half-way, is not trusted again.
        if (fault is not SqliteFault { SparesConnection: true })
        {
            CloseSession();
        }
    }

    private void FailOrRepeat(List<IWriteOperation> batch, Exception fault)
    {
        if (fault is SqliteFault { IsOutage: true } outage)
        {
            if (!_unavailable)
            {
                _unavailable = true;
                WriterFailed(_file.Path, outage);
            }

            // Waits that end in a time of outage end with the last look left out.
            var unavailable = outage.ToUnavailable(_file.Path);
            batch.ForEach(operation => operation.Fail(unavailable));
            _parked.Settle();
        }
        else if (batch.Count <= 1)
        {
            batch.ForEach(operation => operation.Fail(fault));
            _parked.Settle();
        }
        else
        {
            // One of them is at fault, and the others shall not suffer for it.
            foreach (var operation in batch)
            {
                RunBatch([operation], mayGrow: false);
            }
        }
    }

    private void Close()
    {
        try
        {
            _session?.Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteFault fault)
        {
            // The log file keeps everything; the next start reads it.
            CheckpointFailed(_file.Path, fault);
        }

        CloseSession();
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }
}
