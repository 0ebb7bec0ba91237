using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>What callers ask for about ordinary jobs, done for all of them together: in one round trip to the database, or two where it must answer before the end.</summary>
internal sealed class PlainBatch(WriterPlace place)
{
    private readonly List<PlainEnqueue> _enqueues = [];
    private readonly List<PlainRenewal> _renewals = [];
    private readonly AttemptWrites _progress = new();
    private readonly AttemptWrites _ends = new();
    private readonly ClaimStatements _claims = new(place);
    private readonly HashSet<JobId> _written = [];

    public bool IsEmpty => _enqueues.Count + _renewals.Count + _progress.Count + _ends.Count + _claims.Calls.Count == 0;

    /// <summary>The operations that are in it.</summary>
    public List<IWriteOperation> Operations { get; } = [];

    /// <summary>When the next scheduled job is due, as the claims have found.</summary>
    public DateTimeOffset? NextDue => _claims.Calls.Count == 0 ? null : _claims.NextDue;

    /// <summary>The kinds of which it stores jobs that may be claimed.</summary>
    public HashSet<string> QueuedKinds { get; } = [];

    /// <summary>When the first of the scheduled jobs that it stores is due.</summary>
    public DateTimeOffset? FirstDue { get; private set; }

    public void Clear()
    {
        _enqueues.Clear();
        _renewals.Clear();
        _progress.Clear();
        _ends.Clear();
        _claims.Calls.Clear();
        _written.Clear();
        Operations.Clear();
        QueuedKinds.Clear();
        FirstDue = null;
    }

    /// <summary>Takes an operation in; false where it is for the rules.</summary>
    public bool TryAdd(IWriteOperation operation)
    {
        switch (operation)
        {
            case PlainEnqueue enqueue:
                _enqueues.Add(enqueue);
                Note(enqueue);
                break;
            case PlainWrites writes when AllNew(writes):
                Add(writes);
                break;
            case PlainRenewal renewal:
                _renewals.Add(renewal);
                break;
            case ClaimCall { IsPlain: true } claim:
                _claims.Calls.Add(claim);
                break;
            default:
                return false;
        }

        Operations.Add(operation);
        return true;
    }

    public void Execute(PostgresSession session)
    {
        Forget();
        using var batch = new NpgsqlBatch(session.Connection.Raw);
        // What is counted is known before the answer where nothing is claimed and nothing ends, so the end can travel along.
        var isWhole = _claims.Calls.Count + _ends.Count == 0;
        session.BeginPlain(batch, isWhole);
        new InsertStatement(_enqueues).AddTo(batch);
        _progress.AddTo(batch, PlainSql.Progress, ended: false);
        _ends.AddTo(batch, PlainSql.End, ended: true);
        foreach (var renewal in _renewals)
        {
            AddRenewal(batch, renewal.Renewal);
        }

        _claims.AddTo(batch, session.Now);
        NoteNew(session);
        if (isWhole)
        {
            _progress.ForEach(job => session.Changed.Add(job.Id));
            session.AddCommit(batch, isWhole);
        }

        using (var row = batch.ExecuteReader())
        {
            _progress.Read(row);
            _ends.Read(row);
            _renewals.ForEach(renewal => Read(row, renewal));
            _claims.Read(row);
        }

        if (!isWhole)
        {
            NoteMoves(session);
            session.Commit();
        }
    }

    private void AddRenewal(NpgsqlBatch batch, LeaseRenewal renewal) => batch.Add(PlainSql.Renew)
        .WithNumber(place.Clock.Given).With(LeaseClock.Length(renewal.Lease))
        .With(renewal.Attempts.Select(attempt => attempt.Id.Value).ToArray()).With(renewal.Attempts.Select(attempt => attempt.Epoch).ToArray());

    private static void Read(NpgsqlDataReader row, PlainRenewal renewal)
    {
        while (row.Read())
        {
            renewal.Held[new AttemptKey(new(row.GetGuid(0)), row.GetInt32(1))] = row.GetBoolean(2);
        }

        row.NextResult();
    }

    // It may run again, after others stood in its way.
    private void Forget()
    {
        _progress.Forget();
        _ends.Forget();
        _renewals.ForEach(renewal => renewal.Held.Clear());
    }

    private bool AllNew(PlainWrites writes)
    {
        foreach (var job in writes.Next)
        {
            if (job is not null && _written.Contains(job.Id))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(PlainWrites writes)
    {
        for (var i = 0; i < writes.Next.Length; i++)
        {
            if (writes.Next[i] is { } next)
            {
                _written.Add(next.Id);
                (next.State == JobState.Running ? _progress : _ends).Add(writes, i);
            }
        }
    }

    private void Note(PlainEnqueue enqueue)
    {
        foreach (var (job, _) in enqueue.Jobs)
        {
            if (job.State == JobState.Queued)
            {
                QueuedKinds.Add(job.Kind);
            }
            else if (FirstDue is null || job.DueAt < FirstDue)
            {
                FirstDue = job.DueAt;
            }
        }
    }

    private void NoteNew(PostgresSession session)
    {
        foreach (var enqueue in _enqueues)
        {
            foreach (var (job, _) in enqueue.Jobs)
            {
                session.Changed.Add(job.Id);
                session.Moved(JobMove.New(job));
            }
        }
    }

    private void NoteMoves(PostgresSession session)
    {
        _progress.ForEachStored(job => session.Changed.Add(job.Id));
        _ends.ForEachStored(job =>
        {
            session.Changed.Add(job.Id);
            session.Moved(new(job, JobState.Running, job.State) { NobodyWaits = true });
        });
        _claims.Finish(session);
    }
}
