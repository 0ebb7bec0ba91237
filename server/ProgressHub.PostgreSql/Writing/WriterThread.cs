using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>One connection that writes, on a thread of its own. Whatever callers ask for while it is busy travels together.</summary>
internal sealed class WriterThread
{
    /// <summary>Transactions that stood in each other's way are repeated so often; after that their callers hear of it.</summary>
    private const int MaxRepeats = 20;

    private readonly WriterPlace _place;
    private readonly WriteQueue _queue;
    private readonly ParkedClaims _parked;
    private readonly OutageWatch _outage;
    private readonly Action<IReadOnlyList<JobSnapshot>, bool> _committed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IWriteOperation> _batch = [];
    private readonly List<IWriteOperation> _ruled = [];
    private readonly List<IWriteOperation> _logs = [];
    private readonly PlainBatch _plain;
    private readonly CommitPace _pace = new();
    private PostgresSession? _session;
    private DateTimeOffset? _nextDue;

    public WriterThread(WriterPlace place, WriteQueue queue, ParkedClaims parked, OutageWatch outage, Action<IReadOnlyList<JobSnapshot>, bool> committed)
    {
        (_place, _queue, _parked, _outage, _committed, _plain) = (place, queue, parked, outage, committed, new PlainBatch(place));
        new Thread(Run) { IsBackground = true, Name = "ProgressHub store writer" }.Start();
    }

    /// <summary>Completes when the queue is closed and empty.</summary>
    public Task Ended => _ended.Task;

    private void Run()
    {
        while (_queue.Take(_batch))
        {
            _pace.WaitForAll(_queue, _batch);
            foreach (var operation in _batch)
            {
                if (!_plain.TryAdd(operation))
                {
                    (operation is LogOperation ? _logs : _ruled).Add(operation);
                }
            }

            _pace.BeforeCommit();
            if (!_plain.IsEmpty)
            {
                RunPlain();
            }

            if (_ruled.Count > 0)
            {
                RunRuled(_ruled);
            }

            if (_logs.Count > 0)
            {
                RunRuled(_logs);
            }

            _pace.AfterCommit(_batch.Count);
            _batch.Clear();
            _ruled.Clear();
            _logs.Clear();
            _plain.Clear();
        }

        _session?.Dispose();
        _ended.SetResult();
    }

    private void RunPlain()
    {
        // Whoever waits for what is being stored gets it in the same commit.
        var parked = _plain.QueuedKinds.Count == 0 ? [] : _parked.Take(claim => claim.IsPlain && _plain.QueuedKinds.Any(claim.Wants));
        parked.ForEach(claim => _plain.TryAdd(claim));
        if (Try(_plain.Execute) is { } fault)
        {
            if (Fault.IsOutage(fault))
            {
                var unavailable = _outage.Begin(fault);
                _plain.Operations.ForEach(operation => operation.Fail(unavailable));
            }
            else
            {
                // One of them is at fault, and shows it when each stands alone.
                _plain.Operations.ForEach(RunAlone);
            }

            return;
        }

        _committed([], _session!.Changed.Count > 0);
        Tell(_plain.QueuedKinds.Count > 0, claim => _plain.QueuedKinds.Any(claim.Wants));
        _parked.NoteDue(_plain.FirstDue);
        _parked.NoteDue(_plain.NextDue);
        foreach (var operation in _plain.Operations)
        {
            Finish(operation);
        }
    }

    private void Finish(IWriteOperation operation)
    {
        switch (operation)
        {
            case PlainEnqueue enqueue:
                enqueue.Answer();
                break;
            case PlainRenewal renewal:
                renewal.Answer();
                break;
            case PlainWrites { IsDone: true } writes:
                writes.Answer();
                break;
            case ClaimCall { IsPlain: false }:
            case PlainWrites:
                _ruled.Add(operation);
                break;
            default:
                operation.Complete();
                break;
        }
    }

    private void RunAlone(IWriteOperation operation) => RunRuled([operation]);

    private void RunRuled(List<IWriteOperation> operations)
    {
        List<ClaimCall> parked = [];
        if (Try(session => parked = ExecuteRules(session, operations, parked)) is { } fault)
        {
            parked.ForEach(_parked.Add);
            Fail(operations, fault);
            return;
        }

        var session = _session!;
        _committed([.. session.Consequences], session.Changed.Count > 0);

        Tell(session.HasAnyNews, claim => session.HasNews(claim.Request.Kinds));
        _parked.NoteDue(_nextDue);
        RestorePlain(operations);
        RestorePlain(parked);
        operations.ForEach(operation => operation.Complete());
        parked.ForEach(claim => claim.Complete());
    }

    private List<ClaimCall> ExecuteRules(PostgresSession session, List<IWriteOperation> operations, List<ClaimCall> parked)
    {
        Begin(session, operations);
        operations.ForEach(operation => operation.Execute(session));
        session.Kin.Settle(session);
        foreach (var claim in operations.OfType<ClaimCall>().Where(claim => claim.Answer is null && session.HasNews(claim.Request.Kinds)))
        {
            claim.Execute(session);
        }

        parked.AddRange(_parked.Take(claim => session.HasNews(claim.Request.Kinds)));
        parked.ForEach(claim => claim.Execute(session));
        _nextDue = session.ScheduleChanged || operations.Exists(operation => operation is ClaimCall) ? session.Jobs.NextDue() : null;
        session.ScheduleChanged = false;
        session.Commit();
        return parked;
    }

    // A log belongs to its job alone, whose row lock is enough.
    private static void Begin(PostgresSession session, List<IWriteOperation> operations)
    {
        if (operations.TrueForAll(operation => operation is LogOperation))
        {
            session.BeginWithoutLock();
        }
        else
        {
            session.Begin();
        }
    }

    private static void RestorePlain(IEnumerable<IWriteOperation> operations)
    {
        foreach (var claim in operations.OfType<ClaimCall>())
        {
            claim.BePlainAgain();
        }
    }

    private void Tell(bool any, Func<ClaimCall, bool> wanted)
    {
        if (any)
        {
            _parked.Tell(wanted);
        }
    }

    private void Fail(List<IWriteOperation> operations, Exception fault)
    {
        if (Fault.IsOutage(fault))
        {
            var unavailable = _outage.Begin(fault);
            operations.ForEach(operation => operation.Fail(unavailable));
        }
        else if (operations.Count == 1)
        {
            operations[0].Fail(fault);
        }
        else
        {
            // One of them is at fault, and the others shall not suffer for it.
            operations.ForEach(RunAlone);
        }
    }

    /// <summary>Runs a transaction; answers what stood in its way.</summary>
    private Exception? Try(Action<PostgresSession> transaction)
    {
        for (var repeats = 0; ; repeats++)
        {
            try
            {
                _session ??= new PostgresSession(Connection.To(_place.ConnectionString), _place);
                transaction(_session);
                _outage.End();
                return null;
            }
            catch (Exception fault)
            {
                Undo(fault);
                if (!Fault.IsConflict(fault) || repeats == MaxRepeats)
                {
                    return fault;
                }
            }
        }
    }

    // A connection that broke, or whose statements stopped half-way, is not trusted again.
    private void Undo(Exception fault)
    {
        if (!Fault.IsOutage(fault) && _session is { } session)
        {
            try
            {
                session.Connection.Undo();
                return;
            }
            catch (Exception broken) when (Fault.IsOutage(broken) || broken is InvalidOperationException)
            {
                // Given up below.
            }
        }

        _session?.Dispose();
        _session = null;
    }
}
