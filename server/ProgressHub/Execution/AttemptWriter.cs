using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProgressHub.Live;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Execution;

/// <summary>Stores the ends of attempts, many in one commit, and shows each once it is stored. While the store is away they wait here.</summary>
internal sealed class AttemptWriter(
    IJobStore store,
    LiveJobs live,
    RunningAttempts running,
    LogWriter logs,
    HubMetrics metrics,
    TimeProvider time,
    ILogger<AttemptWriter> logger) : BackgroundService
{
    private const int MaxBatch = 1000;

    /// <summary>An end that the store takes neither with others nor alone is given up after so many tries, so that it keeps no other back.</summary>
    private const int MaxTries = 3;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly LoopFaults _faults = new("The writing of ends", logger);

    // Ends beyond this make the slots wait: a store that cannot follow slows execution instead of filling memory.
    private readonly Channel<End> _ends = Channel.CreateBounded<End>(new BoundedChannelOptions(8192) { SingleReader = true });

    /// <summary>Hands over how an attempt ended; null when there is nothing to store.</summary>
    public ValueTask EndAsync(Attempt attempt, AttemptWrite? write)
    {
        if (write is null)
        {
            attempt.Live.Abandon();
            running.Remove(attempt);
            return ValueTask.CompletedTask;
        }

        var end = new End(attempt, write);
        return _ends.Writer.TryWrite(end) ? ValueTask.CompletedTask : _ends.Writer.WriteAsync(end);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // The worker has stopped before, so no end can come any more.
        _ends.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<End>();
        while (await _ends.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MaxBatch && _ends.Reader.TryRead(out var end))
            {
                batch.Add(end);
            }

            if (!await TryStoreAsync(batch, stoppingToken))
            {
                return;
            }

            batch.Clear();
        }
    }

    private async Task<bool> TryStoreAsync(List<End> batch, CancellationToken stoppingToken)
    {
        var tries = 0;
        for (var told = false; ; told = true)
        {
            try
            {
                await StoreAsync(batch);
                return true;
            }
            catch (StoreUnavailableException e)
            {
                if (!told)
                {
                    logger.EndsWait(batch.Count, e.Message);
                }

                await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stoppingToken.IsCancellationRequested)
                {
                    logger.EndsGivenUp(batch.Count);
                    return false;
                }
            }
            catch (Exception e)
            {
                _faults.Note(e);
                if (batch.Count > 1)
                {
                    // One of them is at fault, and the others shall not suffer for it.
                    return await TryStoreEachAsync(batch, stoppingToken);
                }

                if (++tries == MaxTries)
                {
                    GiveUp(batch[0].Attempt, e);
                    return true;
                }

                await Task.Delay(RetryDelay, time, CancellationToken.None);
            }
        }
    }

    private async Task<bool> TryStoreEachAsync(List<End> batch, CancellationToken stoppingToken)
    {
        foreach (var end in batch)
        {
            if (!await TryStoreAsync([end], stoppingToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task StoreAsync(List<End> batch)
    {
        // Who sees the end finds the whole log.
        await logs.FlushAsync(batch.Select(end => end.Attempt.Context.Lines));
        var stored = await store.WriteAsync(batch.ConvertAll(end => end.Write), CancellationToken.None);
        for (var i = 0; i < batch.Count; i++)
        {
            await ShowAsync(batch[i].Attempt, stored[i]);
        }
    }

    // Its lease runs out, and the job runs again.
    private void GiveUp(Attempt attempt, Exception why)
    {
        attempt.Live.Abandon();
        running.Remove(attempt);
        logger.EndNotTaken(attempt.Id.Value, why.Message);
    }

    private async Task ShowAsync(Attempt attempt, JobSnapshot? stored)
    {
        running.Remove(attempt);
        if (stored is not null)
        {
            // A parent that waits for its children has not ended.
            if (stored.State is not JobState.Running)
            {
                metrics.Ended(Jobs.JobStates.Name(stored.State));
            }

            live.Apply(stored);
            return;
        }

        metrics.RefusedWrite();
        logger.EndRefused(attempt.Id.Value);
        foreach (var newer in await store.FindAsync([attempt.Id], CancellationToken.None))
        {
            live.Apply(newer);
        }
    }

    private readonly record struct End(Attempt Attempt, AttemptWrite Write);
}
