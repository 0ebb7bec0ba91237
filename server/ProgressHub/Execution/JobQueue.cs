using System.Text.Json;
using Microsoft.Extensions.Options;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Checks, stores, then tells: what is answered has been committed.</summary>
internal sealed class JobQueue(
    IJobStore store,
    LiveJobs live,
    IJobFollower follower,
    JobMaker maker,
    RunningAttempts running,
    IOptions<ProgressHubOptions> options,
    TimeProvider time) : IJobQueue
{
    public async Task<JobId> EnqueueAsync<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return (await StoreOneAsync(maker.Make(kind, args, options), options, ct)).Id;
    }

    public async Task<JobId> EnqueueAsync(string kind, object args, EnqueueOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return (await StoreOneAsync(maker.Make(kind, args, options), options, ct)).Id;
    }

    public async Task<IReadOnlyList<JobId>> EnqueueManyAsync(Action<JobBatch> fill, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var batch = new JobBatch(maker);
        fill(batch);
        return [.. (await StoreAsync(batch, key: null, ct)).Select(job => job.Id)];
    }

    /// <summary>Stores a job whose arguments came as JSON, and answers it as stored.</summary>
    public async Task<JobSnapshot> SubmitAsync(string kind, JsonElement args, EnqueueOptions options, CancellationToken ct) =>
        await StoreOneAsync(maker.MakeSubmitted(kind, args, options), options, ct);

    /// <summary>Stores all jobs of a batch in one commit, unless that was done under the same key before, and answers them as stored.</summary>
    public async Task<IReadOnlyList<JobSnapshot>> StoreAsync(JobBatch batch, IdempotencyKey? key, CancellationToken ct)
    {
        try
        {
            return batch.Count == 0 ? [] : await StoreAsync(batch.Jobs, key, ct);
        }
        catch (EnqueueRefusedException e)
        {
            throw new JobRefusedException(e.Code, e.Message, $"jobs[{e.Index}].{e.Member}");
        }
    }

    public async Task<JobSnapshot?> CancelAsync(JobId id, CancellationToken ct = default) =>
        await RequestCancelAsync(id, ct) is { } outcome ? await live.ReadAsync(id, ct) ?? outcome.Snapshot : null;

    /// <summary>Asks a job to stop and answers what the store made of it, for callers who ask for many and look at none.</summary>
    public async Task<CancelOutcome?> RequestCancelAsync(JobId id, CancellationToken ct)
    {
        if (await store.CancelAsync(id, ct) is not { } outcome)
        {
            return null;
        }

        foreach (var key in outcome.Stopping)
        {
            Stop(key);
        }

        if (outcome.Changed)
        {
            live.Apply(outcome.Snapshot);
        }

        return outcome;
    }

    public async Task<RetryOutcome?> RetryAsync(JobId id, CancellationToken ct = default)
    {
        var outcome = await store.RetryAsync(id, ct);
        if (outcome is { Changed: true })
        {
            live.Apply(outcome.Snapshot);
        }

        return outcome;
    }

    public ValueTask<JobSnapshot?> FindAsync(JobId id, CancellationToken ct = default) => live.ReadAsync(id, ct);

    public IAsyncEnumerable<JobSnapshot> WatchAsync(JobId id, CancellationToken ct = default) => follower.FollowAsync(id, ct);

    public Task<JobSnapshot> WaitAsync(JobId id, CancellationToken ct = default) => UntilEndAsync(id, kind: null, ct);

    public async Task<TResult> WaitAsync<TArgs, TResult>(JobKind<TArgs, TResult> kind, JobId id, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var job = await UntilEndAsync(id, kind, ct);
        return job.Result is { } result ? result.Deserialize<TResult>(JobJson.Stored)!
            : job.ResultBytes is not null && await store.ReadResultAsync(id, ct) is { } json ? JsonSerializer.Deserialize<TResult>(json.Span, JobJson.Stored)!
            : default!;
    }

    private async Task<JobSnapshot> UntilEndAsync(JobId id, JobKind? kind, CancellationToken ct)
    {
        JobSnapshot? last = null;
        await foreach (var job in follower.FollowAsync(id, ct))
        {
            last = kind is null || kind.Name == job.Kind
                ? job
                : throw new ArgumentException($"Job {id} is of the kind '{job.Kind}' and not '{kind}'. Wait for it with the kind it was enqueued with.", nameof(kind));
        }

        // What is followed begins with a snapshot and ends with the final one, or throws.
        return last!.State switch
        {
            JobState.Failed => throw new JobFailedException(last),
            JobState.Canceled => throw new JobCanceledException(last),
            _ => last,
        };
    }

    private async Task<JobSnapshot> StoreOneAsync(NewJob job, EnqueueOptions? enqueue, CancellationToken ct)
    {
        var key = enqueue is null ? null : Idempotency.Of(job.Snapshot.Kind, job.Args, enqueue, options.Value.Idempotency.Window);
        try
        {
            return (await StoreAsync([job], key, ct))[0];
        }
        catch (EnqueueRefusedException e)
        {
            throw new JobRefusedException(e.Code, e.Message, e.Member);
        }
    }

    private async Task<IReadOnlyList<JobSnapshot>> StoreAsync(IReadOnlyList<NewJob> jobs, IdempotencyKey? key, CancellationToken ct)
    {
        var answer = await store.EnqueueAsync(jobs, key, ct);
        switch (answer.Outcome)
        {
            case EnqueueOutcome.Repeated:
                // What a poll would answer, and no newer.
                return await Task.WhenAll(answer.Jobs.Select(async job => await live.ReadAsync(job.Id, ct) ?? job));
            case EnqueueOutcome.Reused:
                throw new JobRefusedException("idempotency-key-reused", "The idempotency key was used for something else. Use a new key for something new.");
            default:
                var stored = await ReadStoredAsync([.. jobs.Select(job => job.Snapshot)], ct);
                live.Apply(stored);
                return stored;
        }
    }

    /// <summary>What a job waits for may have ended before, and its parent may be about to stop; then it is stored otherwise than it was asked for.</summary>
    private async Task<JobSnapshot[]> ReadStoredAsync(JobSnapshot[] jobs, CancellationToken ct)
    {
        var tied = jobs.Where(job => job.WaitsFor is not null || job.ParentId is not null).Select(job => job.Id).ToList();
        if (tied.Count == 0)
        {
            return jobs;
        }

        var stored = (await store.FindAsync(tied, ct)).ToDictionary(job => job.Id);
        return Array.ConvertAll(jobs, job => stored.GetValueOrDefault(job.Id, job));
    }

    private void Stop(AttemptKey key)
    {
        // The mark first, then the look: an attempt that arrives in between sees the mark.
        running.Expect(key, time);
        if (running.Find(key.Id) is { } attempt && attempt.Key == key)
        {
            running.WasCanceledEarly(key);
            live.ShowCancelRequest(key.Id);
            attempt.Stop(StopReason.CancelRequested);
        }
    }
}
