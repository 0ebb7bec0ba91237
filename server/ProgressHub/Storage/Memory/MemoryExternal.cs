using ProgressHub.Jobs;

namespace ProgressHub.Storage.Memory;

/// <summary>The jobs that run elsewhere, and the leases of those who report on them. Used under the store's lock.</summary>
internal sealed class MemoryExternal(JobTable jobs, MemoryWrites writes, MemoryLogs logs, Func<StoredJob, JobSnapshot, JobSnapshot> move, TimeProvider time)
{
    private readonly HashSet<StoredJob> _awaited = [];

    public ExternalJob? Find(JobId id) => jobs.Find(id) is { Reports: not null } job ? Known(job) : null;

    /// <summary>Notes what a job's move means for its lease.</summary>
    public void Note(in JobMove change)
    {
        if (jobs.Find(change.Job.Id) is not { Reports: { } reports } job)
        {
            return;
        }

        if (change.From?.IsFinal() is true)
        {
            reports.Known = reports.Known.Retried();
        }

        if (change.To is null || !change.Job.AwaitsReports())
        {
            reports.LeaseEndsAt = null;
            _awaited.Remove(job);
        }
        else if (_awaited.Add(job))
        {
            reports.LeaseEndsAt = time.MonotonicMs(reports.Known.Terms.Lease);
        }
    }

    public ReportResult Write(ReportWrite write)
    {
        if (jobs.Find(write.Snapshot.Id) is not { Reports: { } reports } job)
        {
            return ReportResult.Unknown;
        }

        var outcome = ReportJudge.Judge(Known(job), write);
        if (outcome is not ReportOutcome.Taken)
        {
            return new(outcome, job.Snapshot);
        }

        var begins = job.Snapshot.State is not JobState.Running;
        if (begins)
        {
            move(job, job.Snapshot.Begun(time.NowInMs()));
        }

        reports.Known = reports.Known.Following(write, begins);
        reports.LeaseEndsAt = time.MonotonicMs(reports.Known.Terms.Lease);
        var next = write.Lines.Count == 0 ? 0 : logs.Append(write.Snapshot.Id, write.Lines, write.KeepLines);

        if (write.Snapshot.Version > job.Snapshot.Version)
        {
            writes.Keep(job, write.Snapshot, write.Result);
        }

        return new(ReportOutcome.Taken, job.Snapshot) { NextLine = next };
    }

    public ExternalTerms? Issue(ReportTokenIssue issue)
    {
        if (jobs.Find(issue.Id) is not { Reports: { } reports, Snapshot: { Attempt: 0, State: < JobState.Running } })
        {
            return null;
        }

        reports.Known = reports.Known.WithToken(issue.Token.ToArray());
        reports.LeaseEndsAt = time.MonotonicMs(reports.Known.Terms.Lease);
        return reports.Known.Terms;
    }

    /// <summary>Marks those who have been silent for too long, and ends those who were marked before.</summary>
    public IEnumerable<JobSnapshot> Tend()
    {
        var (now, monotonic) = (time.NowInMs(), time.MonotonicMs());
        foreach (var job in _awaited.Where(job => job.Reports!.LeaseEndsAt <= monotonic).OrderBy(job => job.Snapshot.Id).ToArray())
        {
            var reports = job.Reports!;
            var silent = move(job, job.Snapshot.Silent(now));
            reports.LeaseEndsAt = silent.HasNextLease(reports.Known.Terms.OnLost) ? time.MonotonicMs(reports.Known.Terms.Lease) : null;
            yield return silent;
        }
    }

    private static ExternalJob Known(StoredJob job) => job.Reports!.Known with { Snapshot = job.Snapshot };
}
