using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Execution;

/// <summary>Claims jobs and runs them in as many slots as configured.</summary>
/// <remarks>Of kinds whose attempts last milliseconds it holds a few more than it has slots, so that one commit claims many; of others only what can start now, because another node may be free.</remarks>
internal sealed class JobWorker(
    IJobStore store,
    LiveJobs live,
    KindTable kinds,
    AttemptRunner runner,
    AttemptWriter writer,
    RunningAttempts running,
    AttemptMaker attempts,
    StoreIdentity identity,
    IOptions<ProgressHubOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<JobWorker> logger) : BackgroundService
{
    private const int MaxAhead = 2048;

    /// <summary>How much work to hold ahead at least, in the time that all slots together need for it. Where a claim takes long it is twice that time, so that no slot waits for one.</summary>
    private const double AheadSeconds = 0.02;
    private const double MaxAheadSeconds = 0.5;

    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly Channel<Attempt> _ready = Channel.CreateUnbounded<Attempt>();
    private readonly LoopFaults _faults = new("The claiming of jobs", logger);
    private readonly WakeUp _room = new();
    private readonly int _slots = options.Value.Jobs.Concurrency;

    // A store on a shared file hears of another process's jobs only when a wait ends; one that is made for many nodes looks by itself.
    private readonly TimeSpan _claimWait = TimeSpan.FromSeconds(store is ISharedStore ? 30 : 1);

    private int _held;
    private double _aheadSeconds = AheadSeconds;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await identity.OpenAsync(stoppingToken);
        if (options.Value.Jobs.Role == NodeRole.Web)
        {
            return;
        }

        // Not this service's own turn: the web server stops first, and as long as its clients take for that no new job may begin.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var slots = Enumerable.Range(0, _slots).Select(_ => Task.Run(RunSlotAsync, CancellationToken.None)).ToArray();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await ClaimAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }

        _ready.Writer.Complete();
        await DrainAsync(Task.WhenAll(slots));
    }

    private async Task ClaimAsync(CancellationToken ct)
    {
        var free = _slots - Volatile.Read(ref _held);
        var ahead = 0;
        var demands = new List<KindDemand>();
        foreach (var kind in kinds.All)
        {
            var more = Ahead(kind);
            ahead = Math.Max(ahead, more);
            if (free + more > 0)
            {
                demands.Add(new(kind.Name, free + more, kind.Options.Concurrency));
            }
        }

        // Claiming one by one as slots fall free would cost a commit each: wait for a useful number.
        if (demands.Count == 0 || free + ahead < Math.Max(1, ahead / 4))
        {
            await _room.WaitAsync(Timeout.InfiniteTimeSpan, time, ct);
            return;
        }

        var began = time.GetTimestamp();
        try
        {
            var answer = await store.ClaimAsync(new ClaimRequest
            {
                Node = options.Value.Jobs.Node,
                Kinds = demands,
                Max = free + ahead,
                Lease = options.Value.Lease.Duration,
                // With every slot taken this only looks ahead. It must not wait for one kind in the store while slots fall free for others.
                MaxWait = free > 0 ? _claimWait : TimeSpan.Zero,
            }, ct);
            if (free <= 0)
            {
                _aheadSeconds = Math.Clamp(2 * time.GetElapsedTime(began).TotalSeconds, AheadSeconds, MaxAheadSeconds);
            }

            live.Apply(answer.Promoted);
            foreach (var claimed in answer.Jobs)
            {
                Begin(claimed);
            }

            if (answer.Jobs.Count == 0 && free <= 0)
            {
                await _room.WaitAsync(Timeout.InfiniteTimeSpan, time, ct);
            }
        }
        catch (StoreUnavailableException e)
        {
            logger.ClaimFailed(e.Message);
            await Task.Delay(StoreRetry, time, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _faults.Note(e);
            await Task.Delay(StoreRetry, time, ct);
        }
    }

    private int Ahead(RegisteredKind kind)
    {
        var usual = kind.UsualSeconds;
        return usual < AheadSeconds / 2 ? (int)Math.Min(MaxAhead, _slots * _aheadSeconds / Math.Max(usual, 1e-6)) : 0;
    }

    private void Begin(ClaimedJob claimed)
    {
        var kind = kinds.Find(claimed.Snapshot.Kind)!;
        var attempt = attempts.Begin(claimed, kind);
        Interlocked.Increment(ref _held);
        _ready.Writer.TryWrite(attempt);
        live.ShowBegun(attempt.Live);
    }

    private async Task RunSlotAsync()
    {
        await foreach (var attempt in _ready.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (attempt.TryTake())
            {
                await writer.EndAsync(attempt, await runner.RunAsync(attempt));
            }

            Interlocked.Decrement(ref _held);
            _room.Set();
        }
    }

    /// <summary>Gives running jobs their grace, then asks them to stop; what has not begun goes back at once.</summary>
    private async Task DrainAsync(Task slots)
    {
        foreach (var attempt in running.All)
        {
            await GiveBackAsync(attempt);
        }

        if (!running.IsEmpty)
        {
            logger.Draining(running.Count, options.Value.Jobs.ShutdownGrace);
            await slots.WaitAsync(options.Value.Jobs.ShutdownGrace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // What another scheduler runs stops when that one says so.
        foreach (var attempt in running.All.Where(attempt => !attempt.IsForeign))
        {
            attempt.Stop(StopReason.ShuttingDown);
        }

        await slots.WaitAsync(StopPatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!slots.IsCompleted)
        {
            logger.LeftRunning(running.Count);
        }
    }

    private async Task GiveBackAsync(Attempt attempt)
    {
        if (attempt.TryTake())
        {
            attempt.HasEnded = true;
            await writer.EndAsync(attempt, AttemptRunner.GiveBack(attempt, attempt.Live.End(attempt.Claimed.Snapshot, time.GetUtcNow())));
        }
    }
}
