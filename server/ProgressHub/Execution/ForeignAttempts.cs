using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Jobs that another scheduler in this process runs. Each is stored as one that this node holds already; reports, leases, cancel requests and the end go the way of all attempts.</summary>
/// <remarks>Progress is a guest there: nothing here keeps that scheduler's work from running. Where the store is away when the work begins, it runs unseen.</remarks>
internal sealed class ForeignAttempts(
    IJobStore store,
    LiveJobs live,
    JobMaker maker,
    AttemptMaker attempts,
    AttemptRunner runner,
    AttemptWriter writer,
    RunningAttempts running,
    LogWriter logs,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<ForeignAttempts> logger)
{
    /// <summary>How long the work may be kept waiting for the store.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Stores a job that begins with its commit.</summary>
    /// <returns>Null when the store cannot take it now.</returns>
    public async Task<ForeignRun?> BeginAsync(ForeignJob asked)
    {
        var job = Make(asked, snapshot => snapshot with
        {
            State = JobState.Running,
            Version = JobVersion.Of(1, 1),
            Attempt = asked.Attempt,
            StartedAt = snapshot.CreatedAt,
            Node = options.Value.Jobs.Node,
        }) with { Lease = options.Value.Lease.Duration };
        if (!await TryStoreAsync(job))
        {
            return null;
        }

        var run = new ForeignRun(asked.Kind);
        run.Begin(Show(new ClaimedJob(job.Snapshot, job.Args), run.Kind));
        return run;
    }

    /// <summary>Keeps a job that shall not run after all.</summary>
    public async Task RefuseAsync(ForeignJob asked, JobError why)
    {
        var job = Make(asked, snapshot => snapshot with { State = JobState.Canceled, FinalizedAt = snapshot.CreatedAt, Error = why });
        if (await TryStoreAsync(job))
        {
            live.Apply(job.Snapshot);
        }
    }

    /// <summary>Runs the attempt at hand to its end; whatever the work throws is in what is stored.</summary>
    /// <param name="run">The job.</param>
    /// <param name="work">What that scheduler does.</param>
    /// <param name="repeats">Asked when the attempt has failed: whether that scheduler begins the work again at once. The next attempt then begins in the commit that ends this one.</param>
    public async Task RunAsync(ForeignRun run, Func<Task> work, Func<bool> repeats)
    {
        run.Does(work);
        var end = await runner.RunAsync(run.Attempt);
        if (end is not { Snapshot.State: JobState.Failed } || !repeats() || !await TryRepeatAsync(run, end))
        {
            await EndAsync(run.Attempt, end);
        }
    }

    /// <summary>Ends the attempt at hand, which that scheduler does not run after all.</summary>
    public async Task CancelAsync(ForeignRun run, JobError why)
    {
        var attempt = run.Attempt;
        attempt.HasEnded = true;
        var last = attempt.Live.End(attempt.Claimed.Snapshot, time.GetUtcNow());
        await EndAsync(attempt, new(last with { State = JobState.Canceled, FinalizedAt = time.NowInMs(), Error = why }));
    }

    private NewJob Make(ForeignJob asked, Func<JobSnapshot, JobSnapshot> begin)
    {
        var made = maker.MakeAccepted(asked.Kind, asked.Args, new EnqueueOptions { Groups = asked.Groups, MaxAttempts = asked.MaxAttempts });
        return made with { Snapshot = begin(made.Snapshot with { CreatedAt = time.NowInMs(), Scheduler = asked.Scheduler }) };
    }

    private Attempt Show(ClaimedJob claimed, RegisteredKind kind)
    {
        var attempt = attempts.Begin(claimed, kind, isForeign: true);
        live.ShowBegun(attempt.Live);
        return attempt;
    }

    private async Task<bool> TryStoreAsync(NewJob job)
    {
        var storing = store.EnqueueAsync([job], key: null, CancellationToken.None);
        try
        {
            await storing.WaitAsync(Patience, time);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            logger.RunsUnseen(job.Snapshot.Kind, e.Message);
        }
        catch (TimeoutException)
        {
            logger.RunsUnseen(job.Snapshot.Kind, "the store takes too long");
            _ = DisownAsync(storing, job.Snapshot);
        }

        return false;
    }

    /// <summary>A job that was stored too late is nobody's: what its work came to is not known here.</summary>
    private async Task DisownAsync(Task storing, JobSnapshot job)
    {
        try
        {
            await storing;
            if (!job.IsFinal())
            {
                var error = new JobError("unseen", "The store took the job too late to follow it. The work ran all the same; its scheduler knows how it ended.");
                await store.WriteAsync([new(job with { Version = job.Version + 1, State = JobState.Failed, FinalizedAt = time.NowInMs(), Error = error })], CancellationToken.None);
            }
        }
        catch (StoreUnavailableException e)
        {
            // Its lease runs out, and then it is lost.
            logger.EndNotStored(job.Id.Value, e.Message);
        }
    }

    private async Task<bool> TryRepeatAsync(ForeignRun run, AttemptWrite end)
    {
        try
        {
            await logs.FlushAsync([run.Context.Lines]);
            var failed = end.Snapshot with { State = JobState.Scheduled, FinalizedAt = null, DueAt = time.NowInMs() };
            var stored = (await store.WriteAsync([end with { Snapshot = failed, Again = options.Value.Lease.Duration }], CancellationToken.None))[0];
            running.Remove(run.Attempt);
            if (stored is not { State: JobState.Running })
            {
                // Canceled in this moment, or lost: that scheduler begins again all the same, unseen.
                live.Apply(stored is null ? [] : [stored]);
                return true;
            }

            run.Begin(Show(run.Attempt.Claimed with { Snapshot = stored, Checkpoint = run.Context.Saved.Newest }, run.Kind));
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task EndAsync(Attempt attempt, AttemptWrite? end)
    {
        try
        {
            await writer.EndAsync(attempt, end);
        }
        catch (ChannelClosedException)
        {
            // That scheduler stops after this engine, and still has a store to tell.
            await EndLateAsync(attempt, end!);
        }
    }

    private async Task EndLateAsync(Attempt attempt, AttemptWrite end)
    {
        running.Remove(attempt);
        try
        {
            await logs.FlushAsync([attempt.Context.Lines]);
            await store.WriteAsync([end], CancellationToken.None);
        }
        catch (Exception e) when (e is StoreUnavailableException or ObjectDisposedException)
        {
            logger.EndNotStored(attempt.Id.Value, e.Message);
        }
    }
}
