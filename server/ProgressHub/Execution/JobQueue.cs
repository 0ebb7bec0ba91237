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
    KindTable kinds,
    RunningAttempts running,
    IServiceProvider services,
    IOptions<ProgressHubOptions> options,
    TimeProvider time) : IJobQueue
{
    public Task<JobId> EnqueueAsync<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return StoreAsync(kind.Name, registered => registered.Accept(services, args), options, ct);
    }

    public Task<JobId> EnqueueAsync(string kind, object args, EnqueueOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return StoreAsync(
            kind,
            registered => registered.ArgsType.IsInstanceOfType(args)
                ? registered.Accept(services, args)
                : registered.Accept(services, JsonSerializer.SerializeToElement(args, JobJson.Stored)),
            options,
            ct);
    }

    /// <summary>Stores a job whose arguments came as JSON, and answers it as stored.</summary>
    public async Task<JobSnapshot> SubmitAsync(string kind, JsonElement args, EnqueueOptions options, CancellationToken ct)
    {
        var registered = kinds.Get(kind);
        return await StoreAsync(registered, registered.Accept(services, args), options, ct);
    }

    public async Task<JobSnapshot?> CancelAsync(JobId id, CancellationToken ct = default)
    {
        if (await store.CancelAsync(id, ct) is not { } outcome)
        {
            return null;
        }

        if (outcome.Snapshot.State is JobState.Running)
        {
            // The mark first, then the look: an attempt that arrives in between sees the mark.
            var key = new AttemptKey(id, JobVersion.Epoch(outcome.Snapshot.Version));
            running.Expect(key, time);
            if (running.Find(id) is { } attempt && attempt.Key == key)
            {
                running.WasCanceledEarly(key);
                live.ShowCancelRequest(id);
                attempt.Stop(StopReason.CancelRequested);
            }
        }
        else if (outcome.Changed)
        {
            live.Apply(outcome.Snapshot);
        }

        return await live.ReadAsync(id, ct) ?? outcome.Snapshot;
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

    private async Task<JobId> StoreAsync(string kind, Func<RegisteredKind, ReadOnlyMemory<byte>> accept, EnqueueOptions? enqueue, CancellationToken ct)
    {
        var registered = kinds.Get(kind);
        return (await StoreAsync(registered, accept(registered), enqueue ?? Defaults, ct)).Id;
    }

    private static EnqueueOptions Defaults { get; } = new();

    private async Task<JobSnapshot> StoreAsync(RegisteredKind kind, ReadOnlyMemory<byte> args, EnqueueOptions enqueue, CancellationToken ct)
    {
        Check(args, enqueue);
        var now = time.GetUtcNow();
        var delayed = enqueue.Delay > TimeSpan.Zero;
        var snapshot = new JobSnapshot
        {
            Id = JobId.New(now),
            Kind = kind.Name,
            Groups = enqueue.Groups,
            State = delayed ? JobState.Scheduled : JobState.Queued,
            Version = JobVersion.Of(0, 1),
            MaxAttempts = enqueue.MaxAttempts ?? kind.Options.MaxAttempts ?? options.Value.Jobs.MaxAttempts,
            Priority = enqueue.Priority,
            CreatedAt = now,
            DueAt = delayed ? now + enqueue.Delay : null,
        };
        await store.EnqueueAsync([new(snapshot, args)], ct);
        live.Apply(snapshot);
        return snapshot;
    }

    private void Check(ReadOnlyMemory<byte> args, EnqueueOptions enqueue)
    {
        var limits = options.Value.Limits;
        if (args.Length > limits.ArgsBytes)
        {
            throw new JobRefusedException("too-large", $"The arguments have {args.Length} bytes; at most {limits.ArgsBytes} are taken. Pass a reference to large input.", "args");
        }

        if (enqueue.Groups.Count > limits.GroupsPerJob)
        {
            throw new JobRefusedException("invalid-request", $"{enqueue.Groups.Count} groups are named; a job has at most {limits.GroupsPerJob}.", "groups");
        }

        if (enqueue.Groups.Contains(GroupNames.All))
        {
            throw new JobRefusedException("invalid-group", "Every job is in 'all' by itself; name another group.", "groups");
        }

        if (enqueue.Priority is < -1000 or > 1000)
        {
            throw new JobRefusedException("invalid-request", $"The priority is {enqueue.Priority}; use -1000 to 1000.", "priority");
        }

        if (enqueue.MaxAttempts is < 1 or > 100)
        {
            throw new JobRefusedException("invalid-request", $"maxAttempts is {enqueue.MaxAttempts}; use 1 to 100.", "maxAttempts");
        }
    }
}
