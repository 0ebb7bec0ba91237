using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProgressHub.Jobs;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Execution;

/// <summary>Stores the progress of what runs here, behind the pushes: once a second, all changed jobs in one commit; five times a second while somebody watches on another node.</summary>
internal sealed class ProgressWriter(
    IJobStore store,
    RunningAttempts running,
    HubMetrics metrics,
    TimeProvider time,
    ILogger<ProgressWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What others see of a report is as old as this on its way through the store.</summary>
    private static readonly TimeSpan WatchedInterval = TimeSpan.FromMilliseconds(200);

    private readonly LoopFaults _faults = new("The writing of progress", logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(static t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            await WriteAsync();
            var interval = store is ISharedStore { OthersWatch: true } ? WatchedInterval : Interval;
            if (timer.Period != interval)
            {
                timer.Period = interval;
            }
        }
    }

    private async Task WriteAsync()
    {
        var changed = new List<(Attempt Attempt, int? Checkpoint)>();
        var writes = new List<AttemptWrite>();
        foreach (var attempt in running.All)
        {
            var snapshot = attempt.Live.Flush(time.GetUtcNow());
            var checkpoint = attempt.Context.Saved.Unsaved;
            if (!attempt.HasEnded && (snapshot.Version > attempt.StoredVersion || checkpoint is not null) && JobVersion.Epoch(snapshot.Version) == attempt.Key.Epoch)
            {
                changed.Add((attempt, checkpoint?.Number));
                writes.Add(new(snapshot) { Checkpoint = checkpoint?.Json });
            }
        }

        if (writes.Count == 0)
        {
            return;
        }

        try
        {
            var stored = await store.WriteAsync(writes, CancellationToken.None);
            for (var i = 0; i < changed.Count; i++)
            {
                Learn(changed[i].Attempt, writes[i].Snapshot.Version, changed[i].Checkpoint, accepted: stored[i] is not null);
            }
        }
        catch (StoreUnavailableException e)
        {
            // The newest values stay in memory and travel with the next second's.
            logger.ProgressWaits(writes.Count, e.Message);
        }
        catch (Exception e)
        {
            _faults.Note(e);
        }
    }

    private void Learn(Attempt attempt, long version, int? checkpoint, bool accepted)
    {
        if (accepted)
        {
            attempt.StoredVersion = version;
            attempt.Context.Saved.Stored(checkpoint ?? 0);
        }
        else if (!attempt.HasEnded)
        {
            // The store knows a newer epoch: this attempt has lost the job and must stop.
            metrics.RefusedWrite();
            running.Lose(attempt);
        }
    }
}
