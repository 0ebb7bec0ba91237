using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Scheduling;

/// <summary>Wakes when an occurrence is due or a definition changes here, and every few seconds for what other processes have changed and for a wall clock that was set.</summary>
internal sealed class RecurringScheduler(
    CodeDefinitions definitions,
    Recurrences recurrences,
    Occurrences occurrences,
    TimeProvider time,
    ILogger<RecurringScheduler> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    // Timers count whole milliseconds and may come early: with less, a wake-up would spin.
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly LoopFaults _faults = new("The enqueueing of recurring jobs", logger);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        definitions.Check();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await recurrences.Changed.WaitAsync(await EnqueueDueAsync(stoppingToken), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }
    }

    /// <returns>How long nothing is to be done.</returns>
    private async Task<TimeSpan> EnqueueDueAsync(CancellationToken ct)
    {
        try
        {
            await definitions.StoreAsync(ct);
            var wait = await occurrences.EnqueueDueAsync(ct) - time.GetUtcNow() ?? Look;
            return wait < ShortestTimer ? ShortestTimer : wait < Look ? wait : Look;
        }
        catch (StoreUnavailableException e)
        {
            logger.OccurrencesWait(e.Message);
            return StoreRetry;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _faults.Note(e);
            return Look;
        }
    }
}
