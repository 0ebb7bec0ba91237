using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Stores new jobs, unless that was done under the same key before.</summary>
internal sealed class EnqueueOperation : WriteOperation<EnqueueAnswer>
{
    private readonly IReadOnlyList<NewJob> _jobs;
    private readonly IdempotencyKey? _key;
    private readonly EnqueueAnswer _stored;
    private readonly NewRow[] _rows;
    private readonly KinEnqueue? _kin;
    private EnqueueRefusedException? _refusal;

    public EnqueueOperation(IReadOnlyList<NewJob> jobs, IdempotencyKey? key)
    {
        (_jobs, _key, _stored) = (jobs, key, EnqueueAnswer.Stored(jobs));
        _rows = new NewRow[jobs.Count];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new NewRow(jobs[i]);
            _kin ??= KinCheck.Concerns(jobs[i]) ? new KinEnqueue(jobs) : null;
        }
    }

    public override void Complete()
    {
        if (_refusal is null)
        {
            base.Complete();
        }
        else
        {
            // Told here and not thrown there: nothing was written, so the neighbours' transaction need not suffer.
            Fail(_refusal);
        }
    }

    protected override EnqueueAnswer Change(WriteSession session)
    {
        if (_key is not null && KnownCalls.Find(session, _key) is { } answer)
        {
            return answer;
        }

        _refusal = _kin?.Refusal(session);
        if (_refusal is not null)
        {
            return _stored;
        }

        var births = _kin?.Begin(session);
        foreach (var row in _rows)
        {
            if (births is null)
            {
                Insert(session, row);
                Begin(session, row.Job);
                session.Moved(JobMove.New(row.Job.Snapshot));
            }
            else
            {
                Bear(session, births, row);
            }
        }

        if (_key is not null)
        {
            KnownCalls.Remember(session, _key, _jobs);
        }

        return _stored;
    }

    private static void Bear(WriteSession session, KinBirths births, NewRow row)
    {
        var job = births.AsStored(row.Job, out var open);
        Insert(session, ReferenceEquals(job, row.Job.Snapshot) ? row : new NewRow(row.Job with { Snapshot = job }));
        var inVain = births.Tie(job, row.Job.Kin, open);
        session.Moved(JobMove.New(job));
        if (job.State.IsFinal())
        {
            // New rows have no end; this one was canceled before it began.
            session.Jobs.Save(Seq(session, job), job, new JobValues(job));
        }
        else if (inVain)
        {
            session.Consequences.Add(session.Move(Seq(session, job), job, job.Canceled(session.Now)));
        }
    }

    /// <summary>New rows have no attempt and no end; some jobs come with one.</summary>
    private static void Begin(WriteSession session, NewJob job)
    {
        if (job.Snapshot.State >= JobState.Running)
        {
            session.Jobs.Save(Seq(session, job.Snapshot), job.Snapshot, new JobValues(job.Snapshot));
        }

        if (job.Lease is { } lease)
        {
            session.Leases.Take(job.Snapshot.Id, lease);
        }
    }

    private static long Seq(WriteSession session, JobSnapshot job) => session.Jobs.Head(job.Id)!.Value.Seq;

    private static void Insert(WriteSession session, NewRow row)
    {
        session.Jobs.Insert(row);
        if (row.Job.External is { } terms)
        {
            session.External.Insert(row.Job.Snapshot.Id, terms);
        }
    }

    /// <summary>What a store throws where an id is taken.</summary>
    public static ArgumentException Taken(JobId id, Exception? fault = null) =>
        new($"There is a job {id} already. Give each new job an id of its own.", fault);
}
