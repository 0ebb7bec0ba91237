using ProgressHub.Storage;

namespace ProgressHub.TestKit;

/// <summary>A store between a host and the real one, which can hold a call back at the moment that a race needs.</summary>
public sealed class StoreBetween(IJobStore store) : IJobStore
{
    /// <summary>Runs when new jobs are stored, before the caller hears of it.</summary>
    public Func<IReadOnlyList<NewJob>, Task> AfterEnqueue { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs when jobs are claimed, before the worker hears of it.</summary>
    public Func<ClaimAnswer, Task> AfterClaim { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs before attempts' words are stored.</summary>
    public Func<IReadOnlyList<AttemptWrite>, Task> BeforeWrite { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs before lines are added to logs.</summary>
    public Func<IReadOnlyList<LogBatch>, Task> BeforeLog { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs when a job was queued again, before the caller hears of it.</summary>
    public Func<JobId, Task> AfterRetry { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs before a report is stored.</summary>
    public Func<ReportWrite, Task> BeforeReport { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs before a recurring job or an occurrence of it is stored.</summary>
    public Func<Recurrence, Task> BeforeRecurring { get; set; } = static _ => Task.CompletedTask;

    public event Action<IReadOnlyList<JobSnapshot>>? Moved
    {
        add => store.Moved += value;
        remove => store.Moved -= value;
    }

    public Task<string> OpenAsync(CancellationToken ct) => store.OpenAsync(ct);

    public async Task<EnqueueAnswer> EnqueueAsync(IReadOnlyList<NewJob> jobs, IdempotencyKey? key, CancellationToken ct)
    {
        var answer = await store.EnqueueAsync(jobs, key, ct);
        await AfterEnqueue(jobs);
        return answer;
    }

    public async Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        var answer = await store.ClaimAsync(request, ct);
        await AfterClaim(answer);
        return answer;
    }

    public async Task<IReadOnlyList<JobSnapshot?>> WriteAsync(IReadOnlyList<AttemptWrite> writes, CancellationToken ct)
    {
        await BeforeWrite(writes);
        return await store.WriteAsync(writes, ct);
    }

    public async Task<IReadOnlyList<long?>> AppendLogAsync(IReadOnlyList<LogBatch> batches, int keep, CancellationToken ct)
    {
        await BeforeLog(batches);
        return await store.AppendLogAsync(batches, keep, ct);
    }

    public Task<LogLines> ReadLogAsync(LogSearch search, CancellationToken ct) => store.ReadLogAsync(search, ct);

    public Task<LeaseAnswer> RenewAsync(LeaseRenewal renewal, CancellationToken ct) => store.RenewAsync(renewal, ct);

    public Task<IReadOnlyList<AttemptKey>> ReadCancelRequestsAsync(CancellationToken ct) => store.ReadCancelRequestsAsync(ct);

    public Task<IReadOnlyList<JobSnapshot>> TendAsync(CancellationToken ct) => store.TendAsync(ct);

    public Task<CancelOutcome?> CancelAsync(JobId id, CancellationToken ct) => store.CancelAsync(id, ct);

    public async Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct)
    {
        var outcome = await store.RetryAsync(id, ct);
        await AfterRetry(id);
        return outcome;
    }

    public Task<bool?> RemoveAsync(JobId id, CancellationToken ct) => store.RemoveAsync(id, ct);

    public Task<ExternalJob?> FindExternalAsync(JobId id, CancellationToken ct) => store.FindExternalAsync(id, ct);

    public async Task<ReportResult> WriteReportAsync(ReportWrite write, CancellationToken ct)
    {
        await BeforeReport(write);
        return await store.WriteReportAsync(write, ct);
    }

    public Task<IReadOnlyList<ExternalTerms?>> IssueReportTokensAsync(IReadOnlyList<ReportTokenIssue> issues, CancellationToken ct) => store.IssueReportTokensAsync(issues, ct);

    public Task<IReadOnlyList<JobSnapshot>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken ct) => store.FindAsync(ids, ct);

    public Task<ReadOnlyMemory<byte>?> ReadArgsAsync(JobId id, CancellationToken ct) => store.ReadArgsAsync(id, ct);

    public Task<ReadOnlyMemory<byte>?> ReadResultAsync(JobId id, CancellationToken ct) => store.ReadResultAsync(id, ct);

    public Task<IReadOnlyList<JobAttempt>?> ReadAttemptsAsync(JobId id, CancellationToken ct) => store.ReadAttemptsAsync(id, ct);

    public Task<JobStats> ReadStatsAsync(StatsScope scope, CancellationToken ct) => store.ReadStatsAsync(scope, ct);

    public Task<PruneAnswer> PruneAsync(PruneStep prune, CancellationToken ct) => store.PruneAsync(prune, ct);

    public Task<JobPage> ListAsync(JobSearch search, CancellationToken ct) => store.ListAsync(search, ct);

    public Task<IReadOnlyList<GroupMember>> ReadGroupAsync(GroupName? group, CancellationToken ct) => store.ReadGroupAsync(group, ct);

    public Task<IReadOnlyList<GroupName>> ListGroupsAsync(int limit, CancellationToken ct) => store.ListGroupsAsync(limit, ct);

    public Task<IReadOnlyList<StoredRecurrence>> ListRecurringAsync(CancellationToken ct) => store.ListRecurringAsync(ct);

    public Task<StoredRecurrence?> FindRecurringAsync(string name, CancellationToken ct) => store.FindRecurringAsync(name, ct);

    public async Task<RecurrenceOutcome> PutRecurringAsync(Recurrence recurrence, Guid? expected, CancellationToken ct)
    {
        await BeforeRecurring(recurrence);
        return await store.PutRecurringAsync(recurrence, expected, ct);
    }

    public async Task<RecurrenceOutcome> FireRecurringAsync(Recurrence recurrence, Guid expected, NewJob job, CancellationToken ct)
    {
        await BeforeRecurring(recurrence);
        return await store.FireRecurringAsync(recurrence, expected, job, ct);
    }

    public Task<RecurrenceOutcome> RemoveRecurringAsync(string name, Guid expected, CancellationToken ct) => store.RemoveRecurringAsync(name, expected, ct);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
